package dev.tocsin.job.intake;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.HostSample;
import dev.tocsin.events.Json;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.Metric;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ProbeScanner;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.Topics;
import dev.tocsin.events.Unit;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Refusal;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.health.rules.Signal;
import dev.tocsin.health.rules.TelemetryThresholds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes and admits the records of input topics. What a record amounts to depends on it alone, except that good results are
 * signalled only after a bad one, see {@link KnownSeries}. Not thread-safe.
 */
final class IntakeReader {

    private static final int EXCERPT_BYTES = 500;
    private static final int DETAIL_CHARACTERS = 200;
    /** More than there are; those of a probe are made up by nobody. */
    private static final int MANY_PROBED = 500_000;

    private static final int MANY_PUSHED = 10_000;
    private static final Unit LATENCY = Metric.LATENCY.unit();

    private final KnownSeries probed = new KnownSeries(EntityKind.SERVICE, Source.PROBE, MANY_PROBED);
    private final ProbeScanner<KnownSeries.Entry> scanner =
            new ProbeScanner<>((service, location) -> probed.get(service, Metric.LATENCY, location));
    private final KnownSeries pushed = new KnownSeries(EntityKind.SERVICE, Source.TELEMETRY, MANY_PUSHED);
    private final IntakeBatch batch = new IntakeBatch(0);

    /**
     * Reads a stretch of one partition; there must be at least one record.
     *
     * @return what it amounts to, until the next call
     */
    IntakeBatch read(List<ConsumerRecord<byte[], byte[]>> records) {
        batch.anew(records.size());
        for (ConsumerRecord<byte[], byte[]> kafka : records) {
            read(kafka);
        }
        batch.endAt(records.get(records.size() - 1).offset() + 1);
        return batch;
    }

    private void read(ConsumerRecord<byte[], byte[]> kafka) {
        byte[] value = kafka.value();
        if (value == null || value.length == 0) {
            // The gateway's clock tick: moves watermarks, counts nothing.
            batch.moveTo(kafka.timestamp());
            return;
        }
        try {
            switch (kafka.topic()) {
                case Topics.PROBE_RESULTS -> {
                    if (scanner.scan(value)) {
                        scanned(kafka);
                    } else {
                        probe(kafka, ObservationReader.probeResult(value));
                    }
                }
                case Topics.TELEMETRY -> telemetry(kafka, ObservationReader.telemetry(value));
                case Topics.HOST_SAMPLES -> host(kafka, Json.decode(value, HostSample.class));
                default -> throw new IllegalStateException("not an input topic: " + kafka.topic());
            }
        } catch (MalformedRecordException e) {
            refuse(kafka, e.code(), e.getMessage());
        }
    }

    private void scanned(ConsumerRecord<byte[], byte[]> kafka) {
        Timeliness timeliness = admit(kafka, scanner.timestamp());
        if (timeliness != null) {
            String detail =
                    scanner.status().failed() ? detail(scanner.error(), scanner.statusCode(), scanner.status()) : "";
            probe(
                    kafka.timestamp(),
                    scanner.series(),
                    scanner.timestamp(),
                    timeliness,
                    scanner.status(),
                    scanner.latencyMs(),
                    scanner.apdexMs(),
                    scanner.intervalMs(),
                    detail,
                    scanner.definitionId(),
                    scanner.definitionVersion());
        }
    }

    private void probe(ConsumerRecord<byte[], byte[]> kafka, ProbeResult result) {
        Timeliness timeliness = admit(kafka, result.timestamp());
        if (timeliness != null) {
            probe(
                    kafka.timestamp(),
                    probed.get(result.service(), Metric.LATENCY, result.location()),
                    result.timestamp(),
                    timeliness,
                    result.status(),
                    result.latencyMs() == null ? Double.NaN : result.latencyMs(),
                    result.apdexMs(),
                    result.intervalMs(),
                    result.status().failed() ? detail(result.error(), result.statusCode(), result.status()) : "",
                    result.definitionId(),
                    result.definitionVersion());
        }
    }

    private void probe(
            long appendedAt,
            KnownSeries.Entry series,
            long timestamp,
            Timeliness timeliness,
            CheckStatus status,
            double latencyMs,
            long apdexMs,
            long intervalMs,
            String detail,
            long definitionId,
            long definitionVersion) {
        long value = Double.isNaN(latencyMs) ? Observation.NO_VALUE : LATENCY.toScaled(latencyMs);
        batch.add(
                series.key, series.number, timestamp, timeliness, status, value, apdexMs * LATENCY.scale(), intervalMs);
        boolean alarming = status.failed() || status == CheckStatus.UNKNOWN;
        if (timeliness.isJudged() && series.matters(alarming)) {
            double reported = signalled(LATENCY, value);
            batch.add(new Signal(
                    series.key, timestamp, appendedAt, status, reported, detail, definitionId, definitionVersion));
        }
    }

    private void telemetry(ConsumerRecord<byte[], byte[]> kafka, TelemetrySample sample) {
        Metric metric = sample.metric();
        long value = metric.unit().toScaled(sample.value());
        Timeliness timeliness = admit(kafka, sample.timestamp());
        if (timeliness == null) {
            return;
        }
        KnownSeries.Entry series = pushed.get(sample.service(), metric, "");
        long threshold = metric == Metric.LATENCY ? ProbeResult.DEFAULT_APDEX_MS * LATENCY.scale() : 0;
        batch.add(
                series.key, IntakeBatch.NO_NUMBER, sample.timestamp(), timeliness, CheckStatus.OK, value, threshold, 0);
        if (!sample.registered()) {
            batch.markDiscovered();
        }
        double reported = signalled(metric.unit(), value);
        boolean alarming = TelemetryThresholds.crossing(metric, reported).isPresent();
        if (timeliness.isJudged() && series.matters(alarming)) {
            batch.add(
                    new Signal(series.key, sample.timestamp(), kafka.timestamp(), CheckStatus.OK, reported, "", 0, 0));
        }
    }

    private void host(ConsumerRecord<byte[], byte[]> kafka, HostSample sample) {
        // All readings or none: one bad number refuses the sample before any of it has counted.
        record Scaled(Metric metric, String part, long value) {}
        List<Scaled> readings = new ArrayList<>();
        HostReadings.of(
                sample,
                (metric, part, value) ->
                        readings.add(new Scaled(metric, part, metric.unit().toScaled(value))));
        Timeliness timeliness = admit(kafka, sample.timestamp());
        if (timeliness != null) {
            readings.forEach(reading -> batch.add(
                    new SeriesKey(EntityKind.HOST, sample.host(), Source.HOST, reading.metric(), reading.part()),
                    IntakeBatch.NO_NUMBER,
                    sample.timestamp(),
                    timeliness,
                    CheckStatus.OK,
                    reading.value(),
                    0,
                    sample.intervalMs()));
        }
    }

    /** The timeliness of a record that counts; null if it does not, which is told. */
    private Timeliness admit(ConsumerRecord<byte[], byte[]> kafka, long eventTime) {
        Admission admission = Admission.of(eventTime, kafka.timestamp());
        if (admission instanceof Refusal refusal) {
            refuse(kafka, refusal.reason(), refusal.detail(eventTime, kafka.timestamp()));
            return null;
        }
        batch.moveTo(Math.min(eventTime, kafka.timestamp()));
        return (Timeliness) admission;
    }

    private static double signalled(Unit unit, long value) {
        return value == Observation.NO_VALUE ? Double.NaN : unit.fromScaled(value);
    }

    private static String detail(String error, Integer statusCode, CheckStatus status) {
        return shortened(error != null ? error : statusCode != null ? "status " + statusCode : status.wire());
    }

    private static String shortened(String text) {
        return text.length() <= DETAIL_CHARACTERS ? text : text.substring(0, DETAIL_CHARACTERS);
    }

    private void refuse(ConsumerRecord<byte[], byte[]> kafka, String reason, String detail) {
        int excerpt = Math.min(EXCERPT_BYTES, kafka.value().length);
        batch.add(new QuarantinedRecord(
                kafka.topic(),
                kafka.partition(),
                kafka.offset(),
                reason,
                shortened(detail),
                kafka.timestamp(),
                new String(kafka.value(), 0, excerpt, StandardCharsets.UTF_8)));
    }
}
