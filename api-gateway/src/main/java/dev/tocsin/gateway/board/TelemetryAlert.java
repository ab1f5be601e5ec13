package dev.tocsin.gateway.board;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Severity;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.health.rules.TelemetryThresholds.Crossing;
import java.time.Instant;

/**
 * An alert in the shape of the telemetry dashboard.
 *
 * @param id that of the incident
 * @param timestamp event time of what caused it
 * @param metricType the sample's metric; for other incidents of a service the name of the figure
 * @param threshold the limit that was crossed
 */
public record TelemetryAlert(
        String id,
        Instant timestamp,
        String service,
        String metricType,
        Severity severity,
        String message,
        double value,
        double threshold) {

    static TelemetryAlert of(String id, TelemetrySample sample, Crossing crossing) {
        String metric = sample.metric().wire();
        String how = crossing.below() ? metric + " fell below its threshold for " : metric + " threshold exceeded for ";
        return new TelemetryAlert(
                id,
                Instant.ofEpochMilli(sample.timestamp()),
                sample.service(),
                metric,
                crossing.severity(),
                how + sample.service(),
                sample.value(),
                crossing.limit());
    }

    /** Of an incident whose rule looks at more than single samples. */
    static TelemetryAlert of(AlertTransition transition) {
        Evidence evidence = transition.evidence().isEmpty()
                ? new Evidence(Metric.LATENCY.wire(), 0, 0, "", "", 0)
                : transition.evidence().get(0);
        return new TelemetryAlert(
                transition.incidentId(),
                Instant.ofEpochMilli(transition.at()),
                transition.entityName() == null ? transition.entity().key() : transition.entityName(),
                evidence.metric(),
                transition.severity(),
                transition.summary(),
                evidence.value(),
                evidence.limit());
    }
}
