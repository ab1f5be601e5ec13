package dev.tocsin.events;

import java.util.List;

/**
 * A registered service: what to probe, how often, and what to judge it by. Topic {@link Topics#CONTROL}, key =
 * {@link #controlKey(String)}; a null value deletes the service.
 *
 * @param id the API's ascending number
 * @param key stable slug, unique; what topics, tables and page addresses use
 * @param name what people read; need not be unique
 * @param url http or https
 * @param intervalMs time between two checks from one location
 * @param timeoutMs deadline of one whole check
 * @param apdexMs Apdex threshold T
 * @param objective the availability promised, as a fraction below 1, for example 0.999
 * @param failuresToAlert this many failed checks in a row from one location open an incident
 * @param quorum this many locations must agree before an incident opens; it closes when fewer do
 * @param successesToResolve this many good checks in a row from that location close it
 * @param latencyAlertMs P95 latency above which the multi-signal rule fires
 * @param anomaly how anomalies are looked for; null, as in records from before there were any, for the defaults
 * @param dependsOn keys of the services that this one needs
 * @param version grows with every change; 1 for the first
 * @param effectiveAt the event time from which windows are judged by this version, epoch ms, on a 10 s boundary
 */
public record ServiceDefinition(
        long id,
        String key,
        String name,
        String url,
        long intervalMs,
        long timeoutMs,
        long apdexMs,
        double objective,
        int failuresToAlert,
        int quorum,
        int successesToResolve,
        long latencyAlertMs,
        AnomalySettings anomaly,
        List<String> dependsOn,
        long version,
        long effectiveAt) {

    public static final long DEFAULT_INTERVAL_MS = 60_000;
    public static final long DEFAULT_TIMEOUT_MS = 10_000;
    public static final double DEFAULT_OBJECTIVE = 0.99;
    public static final int DEFAULT_FAILURES_TO_ALERT = 1;
    public static final int DEFAULT_QUORUM = 1;
    public static final int DEFAULT_SUCCESSES_TO_RESOLVE = 2;
    /** After a failure, so many good checks are reported to the rules one by one; more cannot be waited for. */
    public static final int MAX_SUCCESSES_TO_RESOLVE = 10;

    public static final long DEFAULT_LATENCY_ALERT_MS = 2_000;

    private static final String CONTROL_PREFIX = "service/";

    public ServiceDefinition {
        Limits.name("key", key);
        Limits.name("name", name);
        requireDuration("intervalMs", intervalMs);
        requireDuration("timeoutMs", timeoutMs);
        requireDuration("apdexMs", apdexMs);
        requireDuration("latencyAlertMs", latencyAlertMs);
        if (!(objective > 0 && objective < 1)) {
            throw new MalformedRecordException("bad-value", "objective must lie between 0 and 1, for example 0.999");
        }
        requireCount("failuresToAlert", failuresToAlert);
        requireCount("quorum", quorum);
        requireCount("successesToResolve", successesToResolve);
        if (successesToResolve > MAX_SUCCESSES_TO_RESOLVE) {
            throw new MalformedRecordException(
                    "bad-value", "successesToResolve must be at most " + MAX_SUCCESSES_TO_RESOLVE);
        }
        anomaly = anomaly == null ? AnomalySettings.DEFAULT : anomaly;
        dependsOn = dependsOn == null ? List.of() : List.copyOf(dependsOn);
    }

    private static void requireDuration(String field, long ms) {
        if (ms < 1 || ms > Limits.MAX_DURATION_MS) {
            throw new MalformedRecordException("bad-value", field + " must be 1 to " + Limits.MAX_DURATION_MS);
        }
    }

    private static void requireCount(String field, int count) {
        if (count < 1) {
            throw new MalformedRecordException("bad-value", field + " must be at least 1");
        }
    }

    /** What a service is judged by before anything is known of it. */
    public static ServiceDefinition defaults(String key) {
        return new ServiceDefinition(
                0,
                key,
                key,
                "",
                DEFAULT_INTERVAL_MS,
                DEFAULT_TIMEOUT_MS,
                ProbeResult.DEFAULT_APDEX_MS,
                DEFAULT_OBJECTIVE,
                DEFAULT_FAILURES_TO_ALERT,
                DEFAULT_QUORUM,
                DEFAULT_SUCCESSES_TO_RESOLVE,
                DEFAULT_LATENCY_ALERT_MS,
                AnomalySettings.DEFAULT,
                List.of(),
                0,
                0);
    }

    /** The record key under which a service's definition stands in the control topic. */
    public static String controlKey(String serviceKey) {
        return CONTROL_PREFIX + serviceKey;
    }

    /** The service's key if that control key is a service's, otherwise null. */
    public static String serviceKeyOf(String controlKey) {
        return controlKey != null && controlKey.startsWith(CONTROL_PREFIX)
                ? controlKey.substring(CONTROL_PREFIX.length())
                : null;
    }
}
