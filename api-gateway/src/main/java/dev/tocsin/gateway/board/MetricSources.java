package dev.tocsin.gateway.board;

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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What services say of themselves: the newest samples, and the last five minutes of each series. Thread-safe. */
final class MetricSources {

    static final int RECENT = 50;
    static final long WINDOW_MS = 5 * 60_000;
    private static final long SEEN_MS = 24 * 3_600_000;
    private static final String HEALTHY = "healthy";

    /** Names come from whoever posts samples: beyond so many series, those that were silent longest are forgotten. */
    static final int MAX_SERIES = 10_000;

    private final Map<SeriesKey, SeriesState> series = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Name, SampleRow> current = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<SampleRow> recent = new ArrayDeque<>();

    private record Name(String service, Metric metric) {}

    synchronized boolean put(AggregateRow row, long now) {
        boolean news =
                series.computeIfAbsent(row.series(), key -> new SeriesState()).put(row, now);
        trim(series);
        return news;
    }

    private static void trim(Map<?, ?> leastRecentlyFedFirst) {
        if (leastRecentlyFedFirst.size() > MAX_SERIES) {
            leastRecentlyFedFirst
                    .keySet()
                    .remove(leastRecentlyFedFirst.keySet().iterator().next());
        }
    }

    synchronized SampleRow put(TelemetrySample sample) {
        SampleRow row = SampleRow.of(sample);
        remember(row);
        current.merge(
                new Name(sample.service(), sample.metric()),
                row,
                (there, more) -> more.timestamp().isBefore(there.timestamp()) ? there : more);
        trim(current);
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
        // A copy, since reading moves a series to the end as feeding does.
        Map<Name, SampleRow> newest = new HashMap<>(current);
        Map<String, Map<String, MetricSource.Figure>> figures = new TreeMap<>();
        series.forEach((key, state) -> {
            Name name = new Name(key.entity(), key.metric());
            figures.computeIfAbsent(name.service(), service -> new TreeMap<>())
                    .put(name.metric().wire(), figure(name.metric(), newest.get(name), state, now));
        });
        newest.forEach((name, row) -> figures.computeIfAbsent(name.service(), service -> new TreeMap<>())
                .computeIfAbsent(name.metric().wire(), wire -> figure(name.metric(), row, new SeriesState(), now)));
        List<MetricSource> sources = new ArrayList<>();
        figures.forEach((service, metrics) -> sources.add(new MetricSource(service, status(metrics), metrics)));
        return sources;
    }

    /** The names of all. */
    synchronized Set<String> names() {
        Set<String> services = new HashSet<>();
        series.keySet().forEach(key -> services.add(key.entity()));
        current.keySet().forEach(name -> services.add(name.service()));
        return services;
    }

    private static MetricSource.Figure figure(Metric metric, SampleRow newest, SeriesState state, long now) {
        long to = Resolution.SLICE.floor(now) + Resolution.SLICE.millis();
        long from = Resolution.MINUTE.floor(to - WINDOW_MS);
        Figures figures = Figures.of(state.liveView(from, to), metric.unit());
        return MetricSource.Figure.of(
                figures, newest == null ? null : newest.value(), newest == null ? null : newest.timestamp());
    }

    static String status(Map<String, MetricSource.Figure> metrics) {
        double errors = value(metrics.get(Metric.ERROR_RATE.wire()), true);
        return status(errors, value(metrics.get(Metric.LATENCY.wire()), false));
    }

    /** Unknown figures do no harm. */
    static String status(double errors, double latency) {
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
        current.values().removeIf(row -> row.timestamp().isBefore(seenSince));
    }
}
