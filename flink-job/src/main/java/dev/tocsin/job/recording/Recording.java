package dev.tocsin.job.recording;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.Topics;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.job.JobConfig;
import dev.tocsin.job.kafka.KafkaSources;
import dev.tocsin.job.serialization.Types;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One topic and the table that it is copied to.
 *
 * @param name names the copy's operators and its consumer group
 */
public record Recording<T>(
        String name,
        String topic,
        TypeInformation<Recorded<T>> type,
        RecordedDeserializer<T> deserializer,
        Table<T> table) {

    /** All that is recorded. */
    public static List<Recording<?>> all(JobConfig config) {
        return List.of(checks(config), telemetry(config), aggregates(), alerts(), notifications());
    }

    private static Recording<ProbeResult> checks(JobConfig config) {
        return of(
                "checks",
                Topics.PROBE_RESULTS,
                Types.RECORDED_CHECK,
                ObservationReader::probeResult,
                (check, appendTime) -> isAdmitted(check.timestamp(), appendTime),
                new RawRate<>(perPartition(config, Topics.PROBE_RESULTS), ProbeResult::service, check -> check.status()
                        .failed()),
                Tables.CHECKS);
    }

    private static Recording<TelemetrySample> telemetry(JobConfig config) {
        return of(
                "telemetry",
                Topics.TELEMETRY,
                Types.RECORDED_SAMPLE,
                ObservationReader::telemetry,
                (sample, appendTime) -> isAdmitted(sample.timestamp(), appendTime),
                new RawRate<>(perPartition(config, Topics.TELEMETRY), TelemetrySample::service, sample -> false),
                Tables.TELEMETRY);
    }

    private static Recording<AggregateRow> aggregates() {
        return of(
                "aggregates",
                Topics.AGGREGATES,
                Types.RECORDED_ROW,
                json -> Json.decode(json, AggregateRow.class),
                (row, appendTime) -> !row.partial(),
                null,
                Tables.AGGREGATES);
    }

    private static Recording<AlertTransition> alerts() {
        return of(
                "alerts",
                Topics.ALERTS,
                Types.RECORDED_TRANSITION,
                json -> Json.decode(json, AlertTransition.class),
                (alert, appendTime) -> true,
                null,
                Tables.ALERTS);
    }

    private static Recording<Notification> notifications() {
        return of(
                "notifications",
                Topics.NOTIFICATIONS,
                Types.RECORDED_NOTIFICATION,
                json -> Json.decode(json, Notification.class),
                (notification, appendTime) -> true,
                null,
                Tables.NOTIFICATIONS);
    }

    /** Adds the copy to the job: a source, and a sink that upserts in batches. */
    public void define(StreamExecutionEnvironment env, JobConfig config) {
        PatientConnections connections =
                new PatientConnections(config.databaseUrl(), config.databaseUser(), config.databasePassword(), name);
        env.fromSource(
                        KafkaSources.source(config, "tocsin-recording-" + name, List.of(topic), deserializer),
                        WatermarkStrategy.noWatermarks(),
                        topic,
                        type)
                .uid(name)
                .name("From " + topic)
                .sinkTo(new TableSink<>(table, connections, config.recordingBatchMs()))
                .uid("table-" + name)
                .name("To table " + name);
    }

    private static <T> Recording<T> of(
            String name,
            String topic,
            TypeInformation<Recorded<T>> type,
            RecordedDeserializer.Decoder<T> decoder,
            RecordedDeserializer.Keep<T> keep,
            RawRate<T> rate,
            Table<T> table) {
        return new Recording<>(name, topic, type, new RecordedDeserializer<>(type, decoder, keep, rate), table);
    }

    private static int perPartition(JobConfig config, String topic) {
        return Math.max(1, config.rawRowsPerSecond() / Topics.partitions(topic));
    }

    private static boolean isAdmitted(long eventTime, long appendTime) {
        return Admission.of(eventTime, appendTime) instanceof Timeliness;
    }
}
