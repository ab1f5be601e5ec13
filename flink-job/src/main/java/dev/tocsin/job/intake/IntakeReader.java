package dev.tocsin.job.intake;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.HostSample;
import dev.tocsin.events.Json;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.Metric;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.Topics;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Refusal;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Observation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns a record of an input topic into {@link Intake}s. Pure: the same record gives the same ones. */
final class IntakeReader {

    private static final int EXCERPT_BYTES = 500;
    private static final int DETAIL_CHARACTERS = 200;

    static void read(ConsumerRecord<byte[], byte[]> kafka, Consumer<Intake> out) {
        if (kafka.value() == null || kafka.value().length == 0) {
            out.accept(new Intake.Tick(kafka.timestamp()));
            return;
        }
        try {
            switch (kafka.topic()) {
                case Topics.PROBE_RESULTS -> probe(kafka, ObservationReader.probeResult(kafka.value()), out);
                case Topics.TELEMETRY -> telemetry(kafka, ObservationReader.telemetry(kafka.value()), out);
                case Topics.HOST_SAMPLES -> host(kafka, Json.decode(kafka.value(), HostSample.class), out);
                default -> throw new IllegalStateException("not an input topic: " + kafka.topic());
            }
        } catch (MalformedRecordException e) {
            out.accept(refused(kafka, e.code(), e.getMessage()));
        }
    }

    private static void probe(ConsumerRecord<byte[], byte[]> kafka, ProbeResult result, Consumer<Intake> out) {
        Timeliness timeliness = admit(kafka, result.timestamp(), out);
        if (timeliness == null) {
            return;
        }
        long value = result.latencyMs() == null
                ? Observation.NO_VALUE
                : Metric.LATENCY.unit().toScaled(result.latencyMs());
        out.accept(new Intake.Admitted(
                Math.min(result.timestamp(), kafka.timestamp()),
                new Observation(
                        SeriesKey.probe(result.service(), result.location()),
                        result.timestamp(),
                        result.status(),
                        value,
                        result.apdexMs() * Metric.LATENCY.unit().scale(),
                        result.intervalMs()),
                timeliness,
                detail(result)));
    }

    private static void telemetry(ConsumerRecord<byte[], byte[]> kafka, TelemetrySample sample, Consumer<Intake> out) {
        Timeliness timeliness = admit(kafka, sample.timestamp(), out);
        if (timeliness == null) {
            return;
        }
        Metric metric = sample.metric();
        long threshold = metric == Metric.LATENCY
                ? ProbeResult.DEFAULT_APDEX_MS * metric.unit().scale()
                : 0;
        out.accept(new Intake.Admitted(
                Math.min(sample.timestamp(), kafka.timestamp()),
                new Observation(
                        new SeriesKey(EntityKind.SERVICE, sample.service(), Source.TELEMETRY, metric, ""),
                        sample.timestamp(),
                        CheckStatus.OK,
                        metric.unit().toScaled(sample.value()),
                        threshold,
                        0),
                timeliness,
                ""));
    }

    private static void host(ConsumerRecord<byte[], byte[]> kafka, HostSample sample, Consumer<Intake> out) {
        Timeliness timeliness = admit(kafka, sample.timestamp(), out);
        if (timeliness == null) {
            return;
        }
        // All readings or none: one bad number refuses the sample before any of it has counted.
        List<Intake> readings = new ArrayList<>();
        HostReadings.of(
                sample,
                (metric, part, value) -> readings.add(new Intake.Admitted(
                        Math.min(sample.timestamp(), kafka.timestamp()),
                        new Observation(
                                new SeriesKey(EntityKind.HOST, sample.host(), Source.HOST, metric, part),
                                sample.timestamp(),
                                CheckStatus.OK,
                                metric.unit().toScaled(value),
                                0,
                                sample.intervalMs()),
                        timeliness,
                        "")));
        readings.forEach(out);
    }

    /** The timeliness of a record that counts; null if it does not, which is told. */
    private static Timeliness admit(ConsumerRecord<byte[], byte[]> kafka, long eventTime, Consumer<Intake> out) {
        Admission admission = Admission.of(eventTime, kafka.timestamp());
        if (admission instanceof Refusal refusal) {
            out.accept(refused(kafka, refusal.reason(), refusal.detail(eventTime, kafka.timestamp())));
            return null;
        }
        return (Timeliness) admission;
    }

    private static String detail(ProbeResult result) {
        if (!result.status().failed()) {
            return "";
        }
        String text = result.error() != null
                ? result.error()
                : result.statusCode() != null
                        ? "status " + result.statusCode()
                        : result.status().wire();
        return shortened(text);
    }

    private static String shortened(String text) {
        return text.length() <= DETAIL_CHARACTERS ? text : text.substring(0, DETAIL_CHARACTERS);
    }

    private static Intake refused(ConsumerRecord<byte[], byte[]> kafka, String reason, String detail) {
        int excerpt = Math.min(EXCERPT_BYTES, kafka.value().length);
        return new Intake.Refused(new QuarantinedRecord(
                kafka.topic(),
                kafka.partition(),
                kafka.offset(),
                reason,
                shortened(detail),
                kafka.timestamp(),
                new String(kafka.value(), 0, excerpt, StandardCharsets.UTF_8)));
    }

    private IntakeReader() {}
}
