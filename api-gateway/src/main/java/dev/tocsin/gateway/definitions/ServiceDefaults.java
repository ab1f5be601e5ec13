package dev.tocsin.gateway.definitions;

import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ServiceDefinition;
import java.util.List;

/** What a service is judged by where its declaration says nothing: the {@code defaults:} of {@code tocsin.yml}. */
public record ServiceDefaults(
        String group,
        long intervalMs,
        long timeoutMs,
        long apdexMs,
        double objective,
        int failuresToAlert,
        int quorum,
        int successesToResolve,
        long latencyAlertMs,
        AnomalySettings anomaly,
        List<String> dependsOn) {

    /** Where not even the file says anything. */
    public static final ServiceDefaults BUILT_IN = new ServiceDefaults(
            "",
            ServiceDefinition.DEFAULT_INTERVAL_MS,
            ServiceDefinition.DEFAULT_TIMEOUT_MS,
            ProbeResult.DEFAULT_APDEX_MS,
            ServiceDefinition.DEFAULT_OBJECTIVE,
            ServiceDefinition.DEFAULT_FAILURES_TO_ALERT,
            ServiceDefinition.DEFAULT_QUORUM,
            ServiceDefinition.DEFAULT_SUCCESSES_TO_RESOLVE,
            ServiceDefinition.DEFAULT_LATENCY_ALERT_MS,
            AnomalySettings.DEFAULT,
            List.of());

    public ServiceDefaults {
        dependsOn = List.copyOf(dependsOn);
    }

    /** A service of which key, name and address were said, with its schedule from here. */
    DeclaredService named(String key, String name, String url) {
        return new DeclaredService(
                key,
                name,
                url,
                group,
                intervalMs,
                timeoutMs,
                apdexMs,
                objective,
                failuresToAlert,
                quorum,
                successesToResolve,
                latencyAlertMs,
                anomaly,
                dependsOn);
    }

    ServiceDefaults dependingOn(List<String> others) {
        return new ServiceDefaults(
                group,
                intervalMs,
                timeoutMs,
                apdexMs,
                objective,
                failuresToAlert,
                quorum,
                successesToResolve,
                latencyAlertMs,
                anomaly,
                others);
    }
}
