package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.Shares;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks as the telemetry API shows them: a source of the service's name, with how long checks took and the share of them that
 * failed. What a service pushes of itself under the same name goes before.
 */
final class ProbedSources {

    /** What the checks of the last five minutes came to; empty if there were none. */
    static Optional<MetricSource> of(String name, ProbedService probed, long now) {
        long to = Resolution.SLICE.floor(now) + Resolution.SLICE.millis();
        long from = Resolution.MINUTE.floor(to - MetricSources.WINDOW_MS);
        Figures figures = Figures.of(probed.live(from, to), Metric.LATENCY.unit());
        Optional<LastCheck> newest = probed.newestCheck();
        if (figures.observations() == 0 || newest.isEmpty()) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochMilli(newest.get().at());
        Map<String, MetricSource.Figure> metrics = new TreeMap<>();
        metrics.put(
                Metric.LATENCY.wire(),
                MetricSource.Figure.of(figures, newest.get().latencyMs(), at));
        metrics.put(Metric.ERROR_RATE.wire(), failures(figures, newest.get(), at));
        return Optional.of(new MetricSource(name, status(figures), metrics));
    }

    /** Of results that are 0 or 1 each, the share tells every percentile. */
    private static MetricSource.Figure failures(Figures figures, LastCheck newest, Instant at) {
        long known = figures.observations() - figures.unknown();
        return new MetricSource.Figure(
                newest.status().failed() ? 1.0 : 0.0,
                rank(figures, known, 50),
                rank(figures, known, 90),
                rank(figures, known, 95),
                rank(figures, known, 99),
                rank(figures, known, 99.9),
                known == 0 ? null : Double.valueOf(figures.failed() < known ? 0 : 1),
                known == 0 ? null : Double.valueOf(figures.failed() > 0 ? 1 : 0),
                known(figures.errorRate()),
                known,
                at);
    }

    private static Double rank(Figures figures, long known, double percent) {
        return known == 0 ? null : Double.valueOf(Shares.percentile(known, figures.failed(), percent));
    }

    /** One check that failed is no outage, so the share of five minutes counts, not the newest. */
    private static String status(Figures figures) {
        return MetricSources.status(figures.errorRate(), figures.mean());
    }

    /** Those of both kinds by name. */
    static List<MetricSource> merged(List<MetricSource> pushed, List<MetricSource> probed) {
        Map<String, MetricSource> byName = new TreeMap<>();
        probed.forEach(source -> byName.put(source.service(), source));
        for (MetricSource source : pushed) {
            MetricSource there = byName.get(source.service());
            Map<String, MetricSource.Figure> metrics = new TreeMap<>(there == null ? Map.of() : there.metrics());
            metrics.putAll(source.metrics());
            byName.put(source.service(), new MetricSource(source.service(), source.status(), metrics));
        }
        return new ArrayList<>(byName.values());
    }

    private ProbedSources() {}
}
