package dev.tocsin.gateway.definitions;

import dev.tocsin.events.AnomalySettings;
import java.util.List;

/**
 * A service as somebody declared it, in {@code tocsin.yml} or through the API, every value settled: what was not said comes
 * from the {@link ServiceDefaults}. Has no id, version or effective time yet; those come with registration.
 *
 * @param key the slug of the name; a registration through the API may have to lengthen it
 * @param group what people sort it under, such as a team or a product; empty if nothing
 * @param dependsOn keys of other services
 */
public record DeclaredService(
        String key,
        String name,
        String url,
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

    /** Characters of a name, which the table holds whole. */
    public static final int MAX_NAME = 255;

    public DeclaredService {
        dependsOn = List.copyOf(dependsOn);
    }

    /** The same, but for a service that it depends on no more. */
    public DeclaredService without(String dependency) {
        return dependingOn(
                dependsOn.stream().filter(key -> !key.equals(dependency)).toList());
    }

    DeclaredService dependingOn(List<String> others) {
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
                others);
    }
}
