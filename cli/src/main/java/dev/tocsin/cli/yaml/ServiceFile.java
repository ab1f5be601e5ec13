package dev.tocsin.cli.yaml;

import dev.tocsin.gateway.definitions.Durations;
import dev.tocsin.gateway.definitions.ServiceDefaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A {@code tocsin.yml} that is to be written: services by the keys of the file, each value a text, a number or a list. What most
 * of them share, and the gateway would not take anyway, becomes the {@code defaults:}.
 */
public final class ServiceFile {

    private static final ServiceDefaults BUILT_IN = ServiceDefaults.BUILT_IN;
    private static final Map<String, Object> DEFAULTS = new LinkedHashMap<>();

    static {
        DEFAULTS.put("interval", Durations.shown(BUILT_IN.intervalMs()));
        DEFAULTS.put("timeout", Durations.shown(BUILT_IN.timeoutMs()));
        DEFAULTS.put("apdex", Durations.shown(BUILT_IN.apdexMs()));
        DEFAULTS.put("objective", BUILT_IN.objective());
        DEFAULTS.put("failures_to_alert", BUILT_IN.failuresToAlert());
        DEFAULTS.put("quorum", BUILT_IN.quorum());
        DEFAULTS.put("successes_to_resolve", BUILT_IN.successesToResolve());
        DEFAULTS.put("latency_alert", Durations.shown(BUILT_IN.latencyAlertMs()));
        DEFAULTS.put("anomaly_detector", BUILT_IN.anomaly().detector().wire());
        DEFAULTS.put("anomaly_sensitivity", BUILT_IN.anomaly().sensitivity());
        DEFAULTS.put("anomaly_warm_up", Durations.shown(BUILT_IN.anomaly().warmUpMinutes() * 60_000L));
    }

    /** Text of the file; the services stand in the order that they are given in. */
    public static String text(String comment, List<Map<String, Object>> services) {
        Map<String, Object> shared = shared(services);
        Map<String, Object> document = new LinkedHashMap<>();
        if (!shared.isEmpty()) {
            document.put("defaults", shared);
        }
        document.put(
                "services",
                services.stream().map(service -> own(service, shared)).toList());
        return "# " + comment + "\n" + yaml().dump(document);
    }

    /** Where at least two services agree on another value than the built-in one, and no value is more frequent. */
    private static Map<String, Object> shared(List<Map<String, Object>> services) {
        Map<String, Object> shared = new LinkedHashMap<>();
        DEFAULTS.forEach((key, builtIn) -> {
            Map<Object, Long> counts = services.stream()
                    .map(service -> service.getOrDefault(key, builtIn))
                    .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
            counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .filter(most -> most.getValue() > 1 && !most.getKey().equals(builtIn))
                    .ifPresent(most -> shared.put(key, most.getKey()));
        });
        return shared;
    }

    private static Map<String, Object> own(Map<String, Object> service, Map<String, Object> shared) {
        Map<String, Object> own = new LinkedHashMap<>();
        service.forEach((key, value) -> {
            if (!DEFAULTS.containsKey(key)) {
                own.put(key, value);
            }
        });
        DEFAULTS.forEach((key, builtIn) -> {
            Object value = service.getOrDefault(key, builtIn);
            if (!Objects.equals(value, shared.getOrDefault(key, builtIn))) {
                own.put(key, value);
            }
        });
        return own;
    }

    private static Yaml yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setSplitLines(false);
        return new Yaml(options);
    }

    private ServiceFile() {}
}
