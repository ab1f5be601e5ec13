package dev.tocsin.gateway.store;

import dev.tocsin.events.Resolution;
import dev.tocsin.events.ServiceDefinition;

/** From when a changed definition holds. */
final class EffectiveTime {

    /** The record must have reached every reader before the first window that it judges ends. */
    private static final long LEAD_MS = 5_000;

    /** The next 10 s boundary that is at least 5 s ahead. */
    static long after(long now) {
        return Resolution.SLICE.floor(now + LEAD_MS - 1) + Resolution.SLICE.millis();
    }

    /** The definition with the effective time of another, to compare the two without it. */
    static ServiceDefinition withOf(ServiceDefinition definition, ServiceDefinition other) {
        return new ServiceDefinition(
                definition.id(),
                definition.key(),
                definition.name(),
                definition.url(),
                definition.intervalMs(),
                definition.timeoutMs(),
                definition.apdexMs(),
                definition.objective(),
                definition.failuresToAlert(),
                definition.quorum(),
                definition.successesToResolve(),
                definition.latencyAlertMs(),
                definition.anomaly(),
                definition.dependsOn(),
                definition.version(),
                other.effectiveAt());
    }

    private EffectiveTime() {}
}
