package dev.tocsin.gateway.exposition;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ServiceDefinition;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * HealthTrack's families, labelled by service name. Two services of one name share their series. Counters count what
 * happened since the gateway started, as Prometheus expects of them. Thread-safe.
 */
public final class CheckMetrics {

    private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};

    private final Counter checks;
    private final Histogram responseTime;
    private final Function<String, Optional<ServiceDefinition>> services;
    /** The name under which a service's series stand, by key. */
    private final Map<String, String> names = new ConcurrentHashMap<>();

    public CheckMetrics(
            PrometheusRegistry registry,
            Function<String, Optional<ServiceDefinition>> services,
            Supplier<List<ServiceDefinition>> all,
            Function<ServiceDefinition, Optional<Boolean>> up) {
        this.services = services;
        checks = Counter.builder()
                .name("health_checks_total")
                .help("Checks made, by status.")
                .labelNames("service", "status")
                .register(registry);
        responseTime = Histogram.builder()
                .name("health_check_response_time_seconds")
                .help("Response time of checks that had a response.")
                .labelNames("service")
                .classicUpperBounds(SECONDS)
                .nativeInitialSchema(HttpMetrics.NATIVE_SCHEMA)
                .nativeMaxNumberOfBuckets(HttpMetrics.NATIVE_BUCKETS)
                .register(registry);
        GaugeWithCallback.builder()
                .name("health_check_up")
                .help(
                        "1 if the locations agree that the service answers well, 0 if not; no series if nothing is known.")
                .labelNames("service")
                .callback(
                        callback -> upByName(all.get(), up).forEach((name, isUp) -> callback.call(isUp ? 1 : 0, name)))
                .register(registry);
    }

    /** Counts a check; those of services that are not registered do not count. */
    public void count(ProbeResult result) {
        Optional<ServiceDefinition> service = services.apply(result.service());
        if (service.isEmpty() || result.status() == CheckStatus.UNKNOWN) {
            return;
        }
        String name = service.get().name();
        String before = names.put(result.service(), name);
        if (before != null && !before.equals(name)) {
            endSeries(before);
        }
        checks.labelValues(name, result.status().wire()).inc();
        if (result.latencyMs() != null) {
            responseTime.labelValues(name).observe(result.latencyMs() / 1_000);
        }
    }

    /** Ends the series of a service that was deleted, unless another of the same name lives on. */
    public void forget(String key) {
        String name = names.remove(key);
        if (name != null) {
            endSeries(name);
        }
    }

    private void endSeries(String name) {
        if (names.containsValue(name)) {
            return;
        }
        for (CheckStatus status : CheckStatus.values()) {
            checks.remove(name, status.name().toLowerCase(Locale.ROOT));
        }
        responseTime.remove(name);
    }

    private static Map<String, Boolean> upByName(
            List<ServiceDefinition> all, Function<ServiceDefinition, Optional<Boolean>> up) {
        return all.stream()
                .filter(service -> up.apply(service).isPresent())
                .collect(Collectors.toMap(
                        ServiceDefinition::name, service -> up.apply(service).orElse(false), Boolean::logicalAnd));
    }
}
