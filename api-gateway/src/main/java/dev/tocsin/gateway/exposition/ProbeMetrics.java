package dev.tocsin.gateway.exposition;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ProbeResult.Phases;
import dev.tocsin.events.ServiceDefinition;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * The newest check of each registered service and location, under the names of blackbox_exporter, so that dashboards and rules
 * made for it work. A series ends with its service, and when three checks are overdue. What was not measured has no series: no
 * duration without an answer, no certificate without TLS. Labels: {@code service} (the name), {@code key} (which is unique),
 * {@code location}. Thread-safe.
 */
public final class ProbeMetrics implements MultiCollector {

    /** A location is a prober's setting; more than so many of one service are a mistake. */
    static final int MAX_LOCATIONS = 100;

    private static final String HTTP = "http";
    private static final double MS_PER_SECOND = 1_000;
    private static final long OVERDUE_CHECKS = 3;
    private static final long LEAST_PATIENCE_MS = 60_000;

    private final Function<String, Optional<ServiceDefinition>> services;
    private final Clock clock;
    private final Map<String, Map<String, ProbeResult>> newest = new ConcurrentSkipListMap<>();

    /** @param services the registered services by key */
    public ProbeMetrics(Function<String, Optional<ServiceDefinition>> services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /** Takes a check over, unless a newer one of its location is known; a prober that was blind has checked nothing. */
    public void put(ProbeResult result) {
        if (result.status() == CheckStatus.UNKNOWN
                || services.apply(result.service()).isEmpty()) {
            return;
        }
        newest.compute(result.service(), (key, there) -> {
            Map<String, ProbeResult> locations = there == null ? new ConcurrentHashMap<>() : there;
            if (locations.size() < MAX_LOCATIONS || locations.containsKey(result.location())) {
                locations.merge(
                        result.location(), result, (one, other) -> other.timestamp() >= one.timestamp() ? other : one);
            }
            return locations;
        });
    }

    /** Ends the series of a service. */
    public void forget(String key) {
        newest.remove(key);
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        Series series = new Series(families);
        newest.forEach((key, locations) -> {
            Optional<ServiceDefinition> service = services.apply(key);
            if (service.isEmpty()) {
                // Deleted while a check of it was on its way.
                newest.remove(key);
                return;
            }
            locations.values().removeIf(this::isOverdue);
            locations.values().forEach(result -> series.add(service.get(), result));
        });
        return families.collect();
    }

    private boolean isOverdue(ProbeResult result) {
        long patience = Math.max(LEAST_PATIENCE_MS, OVERDUE_CHECKS * result.intervalMs());
        return clock.millis() - result.timestamp() > patience;
    }

    /** The families of one scrape. */
    private static final class Series {
        private final Families.Series success;
        private final Families.Series duration;
        private final Families.Series statusCode;
        private final Families.Series phase;
        private final Families.Series certificate;
        private final Families.Series dns;

        Series(Families families) {
            success = families.gauge("probe_success", "1 if the newest check was ok, 0 if not.");
            duration = families.gauge("probe_duration_seconds", "Time to the complete response of the newest check.");
            statusCode = families.gauge("probe_http_status_code", "Final status code, 0 without a response.");
            phase = families.gauge("probe_http_duration_seconds", "Duration of the request by phase.");
            certificate =
                    families.gauge("probe_ssl_earliest_cert_expiry", "When the certificate expires, epoch seconds.");
            dns = families.gauge("probe_dns_lookup_time_seconds", "Time to find the address.");
        }

        void add(ServiceDefinition service, ProbeResult result) {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("service", service.name());
            labels.put("key", service.key());
            labels.put("location", result.location());
            success.add(labels, result.status() == CheckStatus.OK ? 1.0 : 0.0);
            duration.add(labels, seconds(result.latencyMs()));
            if (HTTP.equals(result.kind())) {
                statusCode.add(labels, result.statusCode() == null ? 0.0 : result.statusCode());
            }
            if (result.certExpiresAt() != null) {
                certificate.add(labels, result.certExpiresAt() / MS_PER_SECOND);
            }
            if (result.phases() != null) {
                dns.add(labels, seconds(result.phases().resolve()));
                phases(labels, result.phases());
            }
        }

        private void phases(Map<String, String> labels, Phases phases) {
            Map<String, Double> byName = new LinkedHashMap<>();
            byName.put("resolve", phases.resolve());
            byName.put("connect", phases.connect());
            byName.put("tls", phases.tls());
            byName.put("processing", phases.processing());
            byName.put("transfer", phases.transfer());
            byName.forEach((name, millis) -> {
                Map<String, String> more = new LinkedHashMap<>(labels);
                more.put("phase", name);
                phase.add(more, seconds(millis));
            });
        }

        private static Double seconds(Double millis) {
            return millis == null ? null : Double.valueOf(millis / MS_PER_SECOND);
        }
    }
}
