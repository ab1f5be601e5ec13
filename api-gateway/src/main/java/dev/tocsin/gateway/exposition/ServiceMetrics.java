package dev.tocsin.gateway.exposition;

import dev.tocsin.gateway.board.ServiceCard;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The figures of the dashboard as {@code tocsin_service_*}, in base units: seconds, and ratios of 0 to 1. What is unknown has
 * no series. Labels: {@code service} (the name) and {@code key} (which is unique).
 */
public final class ServiceMetrics implements MultiCollector {

    private static final double MS_PER_SECOND = 1_000;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final List<String> STATES = List.of("green", "yellow", "red", "silent", "no_data");

    private final Supplier<List<ServiceCard>> cards;

    public ServiceMetrics(Supplier<List<ServiceCard>> cards) {
        this.cards = cards;
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        Families.Series services = families.gauge("tocsin_services", "Registered services.");
        Families.Series latency = families.gauge(
                "tocsin_service_latency_seconds",
                "Response time by percentile, over the window of the service's card.");
        Families.Series apdex = families.gauge("tocsin_service_apdex_ratio", "Apdex, 0 to 1.");
        Families.Series errors = families.gauge("tocsin_service_error_ratio", "Failed checks of all, 0 to 1.");
        Families.Series uptime =
                families.gauge("tocsin_service_uptime_ratio", "Good checks of all in the last 24 hours, 0 to 1.");
        Families.Series rate = families.gauge("tocsin_service_checks_per_second", "Checks a second.");
        Families.Series firing = families.gauge("tocsin_service_incidents_firing", "Open incidents.");
        Families.Series state = families.gauge("tocsin_service_state", "1 for the state that the service is in.");
        List<ServiceCard> all = cards.get();
        services.add(Map.of(), (double) all.size());
        for (ServiceCard card : all) {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("service", card.name());
            labels.put("key", card.key());
            percentile(latency, labels, "50", card.p50Ms());
            percentile(latency, labels, "90", card.p90Ms());
            percentile(latency, labels, "95", card.p95Ms());
            percentile(latency, labels, "99", card.p99Ms());
            apdex.add(labels, card.apdex());
            errors.add(labels, share(card.errorRatePercent()));
            uptime.add(labels, share(card.uptimePercent24h()));
            rate.add(
                    labels,
                    card.requestRateRpm() == null ? null : Double.valueOf(card.requestRateRpm() / SECONDS_PER_MINUTE));
            firing.add(labels, (double) card.firing());
            for (String one : STATES) {
                Map<String, String> more = new LinkedHashMap<>(labels);
                more.put("state", one);
                state.add(more, one.equals(card.state()) ? 1.0 : 0.0);
            }
        }
        return families.collect();
    }

    private static void percentile(
            Families.Series series, Map<String, String> labels, String percentile, Double millis) {
        if (millis != null) {
            Map<String, String> more = new LinkedHashMap<>(labels);
            more.put("percentile", percentile);
            series.add(more, millis / MS_PER_SECOND);
        }
    }

    private static Double share(Double percent) {
        return percent == null ? null : Double.valueOf(percent / 100);
    }
}
