package dev.tocsin.events;

import java.util.List;
import java.util.Map;

/** The Kafka topics of a Tocsin, with what each must be configured as. The gateway creates those that are missing. */
public final class Topics {

    /** {@link ProbeResult}, keyed by service key, so that one service's results keep their order. */
    public static final String PROBE_RESULTS = "tocsin.probe.results.v1";
    /** {@link HostSample}, keyed by host. */
    public static final String HOST_SAMPLES = "tocsin.host.samples.v1";
    /** {@link TelemetrySample}, keyed by service. */
    public static final String TELEMETRY = "tocsin.telemetry.v1";
    /** Definitions, keyed by {@code kind/key}; compacted, a null value deletes. See {@link ServiceDefinition#controlKey}. */
    public static final String CONTROL = "tocsin.control.v1";
    /** {@link AggregateRow}, keyed by entity. */
    public static final String AGGREGATES = "tocsin.aggregates.v1";
    /** {@link AlertTransition}, keyed by fingerprint. */
    public static final String ALERTS = "tocsin.alerts.v1";
    /** {@link Notification}, keyed by incident id. */
    public static final String NOTIFICATIONS = "tocsin.notifications.v1";
    /** {@link QuarantinedRecord}, keyed by source topic. */
    public static final String QUARANTINE = "tocsin.quarantine.v1";
    /** {@link HealthCheckEvent}, keyed by service id; the name is HealthTrack's, for its consumers. */
    public static final String HEALTH_CHECKS = "health_checks";

    /** The topics that carry observations into the detection job. The gateway ticks each of their partitions. */
    public static final List<String> INPUTS = List.of(PROBE_RESULTS, HOST_SAMPLES, TELEMETRY);

    /** Inputs are kept longer than the longest view (24 h), so that a job without a checkpoint can rebuild it. */
    private static final String RETENTION_MS = String.valueOf(26L * 60 * 60 * 1000);

    private static final Map<String, String> LOG = Map.of("retention.ms", RETENTION_MS);
    private static final Map<String, String> INPUT =
            Map.of("retention.ms", RETENTION_MS, "message.timestamp.type", "LogAppendTime");
    /** The compaction lag covers the inputs' retention, so that a replay of them meets every version it needs. */
    private static final Map<String, String> COMPACTED = Map.of(
            "cleanup.policy",
            "compact",
            "min.compaction.lag.ms",
            RETENTION_MS,
            "message.timestamp.type",
            "LogAppendTime");

    /** Every topic, in the order in which an observation meets them. */
    public static final List<Spec> ALL = List.of(
            new Spec(PROBE_RESULTS, 4, INPUT),
            new Spec(HOST_SAMPLES, 2, INPUT),
            new Spec(TELEMETRY, 4, INPUT),
            new Spec(CONTROL, 1, COMPACTED),
            new Spec(AGGREGATES, 4, LOG),
            new Spec(ALERTS, 2, LOG),
            new Spec(NOTIFICATIONS, 1, LOG),
            new Spec(QUARANTINE, 1, LOG),
            new Spec(HEALTH_CHECKS, 4, LOG));

    /** A topic as it should exist: partitions are a floor, an operator may have raised them. */
    public record Spec(String name, int partitions, Map<String, String> configuration) {}

    /** How many partitions a topic has at least. */
    public static int partitions(String topic) {
        return ALL.stream()
                .filter(spec -> spec.name().equals(topic))
                .mapToInt(Spec::partitions)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a topic of Tocsin: " + topic));
    }

    /** The producer settings that every publisher of ours uses: acknowledged by all, no duplicates from retries. */
    public static Map<String, Object> producerSettings(String bootstrapServers, String clientId) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                clientId,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "compression.type",
                "lz4",
                "linger.ms",
                5,
                "delivery.timeout.ms",
                120_000,
                "max.block.ms",
                10_000);
    }

    private Topics() {}
}
