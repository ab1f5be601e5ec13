package dev.tocsin.gateway.web;

import dev.tocsin.gateway.store.RegisteredService;
import java.time.Instant;
import java.util.List;

/**
 * A service as the API tells of it: HealthTrack's fields first, then what else was declared, and where it stands.
 *
 * @param intervalSeconds rounded, at least 1, like the timeout
 * @param key stable for life, whatever the name becomes
 * @param origin {@code api} or {@code file}
 * @param version grows with every change; also the entity tag
 * @param effectiveAt from when on windows are judged by this version
 */
record ServiceAnswer(
        String name,
        String url,
        long intervalSeconds,
        long timeoutSeconds,
        long id,
        String key,
        long intervalMs,
        long timeoutMs,
        String group,
        long apdexMs,
        double objective,
        int failuresToAlert,
        int quorum,
        int successesToResolve,
        long latencyAlertMs,
        String anomalyDetector,
        double anomalySensitivity,
        long anomalyWarmUpMs,
        List<String> dependsOn,
        String origin,
        long version,
        Instant effectiveAt,
        Instant createdAt,
        Instant updatedAt) {

    private static final long MINUTE_MS = 60_000;

    static ServiceAnswer of(RegisteredService service) {
        var definition = service.definition();
        return new ServiceAnswer(
                service.name(),
                definition.url(),
                seconds(definition.intervalMs()),
                seconds(definition.timeoutMs()),
                service.id(),
                service.key(),
                definition.intervalMs(),
                definition.timeoutMs(),
                service.group(),
                definition.apdexMs(),
                definition.objective(),
                definition.failuresToAlert(),
                definition.quorum(),
                definition.successesToResolve(),
                definition.latencyAlertMs(),
                definition.anomaly().detector().wire(),
                definition.anomaly().sensitivity(),
                definition.anomaly().warmUpMinutes() * MINUTE_MS,
                definition.dependsOn(),
                service.origin().column(),
                definition.version(),
                Instant.ofEpochMilli(definition.effectiveAt()),
                service.createdAt(),
                service.updatedAt());
    }

    /** As HealthTrack tells a time: whole, and never 0. */
    static long seconds(long millis) {
        return Math.max(1, Math.round(millis / 1_000.0));
    }
}
