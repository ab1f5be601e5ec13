package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.health.figures.Figures;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What services say of themselves: the newest samples, and the last five minutes of each series. Thread-safe. */
final class MetricSources {

    static final int RECENT = 50;
    private static final long WINDOW_MS = 5 * 60_000;
    private static final long SEEN_MS = 24 * 3_600_000;
    private static final String HEALTHY = "healthy";

    private final Map<SeriesKey, SeriesState> series = new HashMap<>();
    private final Map<String, Map<Metric, SampleRow>> current = new TreeMap<>();
    private final Deque<SampleRow> recent = new ArrayDeque<>();

    synchronized boolean put(AggregateRow row) {
        return series.computeIfAbsent(row.series(), key -> new SeriesState()).put(row);
    }

    synchronized SampleRow put(TelemetrySample sample) {
        SampleRow row = SampleRow.of(sample);
        remember(row);
        current.computeIfAbsent(sample.service(), service -> new LinkedHashMap<>())
                .merge(
                        sample.metric(),
                        row,
                        (there, more) -> more.timestamp().isBefore(there.timestamp()) ? there : more);
        return row;
    }

    /** Rows of other origin that enter the stream, but not these figures. */
    synchronized void remember(SampleRow row) {
        recent.addFirst(row);
        if (recent.size() > RECENT) {
            recent.removeLast();
        }
    }

    /** The newest rows, newest first. */
    synchronized List<SampleRow> recent() {
        return List.copyOf(recent);
    }

    /** All sources seen within 24 hours, by name. */
    synchronized List<MetricSource> all(long now) {
        Map<String, Map<String, MetricSource.Figure>> figures = new TreeMap<>();
        for (SeriesKey key : series.keySet()) {
            figures.computeIfAbsent(key.entity(), service -> new TreeMap<>())
                    .put(key.metric().wire(), figure(key.entity(), key.metric(), series.get(key), now));
        }
        current.forEach((service, rows) -> rows.keySet()
                .forEach(metric -> figures.computeIfAbsent(service, name -> new TreeMap<>())
                        .computeIfAbsent(metric.wire(), wire -> figure(service, metric, new SeriesState(), now))));
        List<MetricSource> sources = new ArrayList<>();
        figures.forEach((service, metrics) -> sources.add(new MetricSource(service, status(metrics), metrics)));
        return sources;
    }

    private MetricSource.Figure figure(String service, Metric metric, SeriesState state, long now) {
        long to = Resolution.SLICE.floor(now) + Resolution.SLICE.millis();
        long from = Resolution.MINUTE.floor(to - WINDOW_MS);
        Figures figures = Figures.of(state.liveView(from, to), metric.unit(), to - from);
        SampleRow newest = current.getOrDefault(service, Map.of()).get(metric);
        return new MetricSource.Figure(
                newest == null ? null : newest.value(),
                known(figures.p50()),
                known(figures.p95()),
                known(figures.p99()),
                known(figures.min()),
                known(figures.max()),
                known(figures.mean()),
                figures.observations(),
                newest == null ? null : newest.timestamp());
    }

    static String status(Map<String, MetricSource.Figure> metrics) {
        double errors = value(metrics.get(Metric.ERROR_RATE.wire()), true);
        double latency = value(metrics.get(Metric.LATENCY.wire()), false);
        if (errors > 0.1 || latency > 1_000) {
            return "unhealthy";
        }
        return errors > 0.05 || latency > 500 ? "degraded" : HEALTHY;
    }

    private static double value(MetricSource.Figure figure, boolean newest) {
        Double value = figure == null ? null : newest ? figure.current() : figure.avg();
        return value == null ? 0 : value;
    }

    synchronized void evict(long now) {
        series.values().removeIf(state -> state.evict(now));
        Instant seenSince = Instant.ofEpochMilli(now - SEEN_MS);
        for (Iterator<Map<Metric, SampleRow>> rows = current.values().iterator(); rows.hasNext(); ) {
            Map<Metric, SampleRow> ofService = rows.next();
            ofService.values().removeIf(row -> row.timestamp().isBefore(seenSince));
            if (ofService.isEmpty()) {
                rows.remove();
            }
        }
    }
}
