package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Timeline;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.Rate;
import dev.tocsin.health.figures.SlidingView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The figures of one series of readings, pushed telemetry or a machine's, in the metric's unit; null is unknown, never 0.
 * Nobody fails there and nothing was promised, so there is neither Apdex nor uptime.
 *
 * @param part of a machine: core-0, gpu-0; empty is the whole
 * @param unit ms, %, /s, °C, or empty for a fraction
 * @param views by window
 */
public record SeriesFigures(String metric, String part, String unit, Map<String, View> views) {

    /** Slices are stored within this of their end; a view ends with the newest that is surely there. */
    private static final long STORED_WITHIN_MS = 5_000;

    private static final long SLICES_MS = 10 * 60_000;
    /** core-2 before core-10. */
    private static final Comparator<SeriesKey> BY_METRIC_AND_PART = Comparator.comparing(SeriesKey::metric)
            .thenComparing(key -> key.location().length())
            .thenComparing(SeriesKey::location);

    /**
     * One sliding view or one window.
     *
     * @param from inclusive, on the view's step
     * @param to exclusive
     * @param ratePerMinute readings per minute
     * @param coveragePercent how much of the time, since the series began, readings stand for; null where they come as they
     *     please
     */
    public record View(
            Instant from,
            Instant to,
            long observations,
            Double avg,
            Double min,
            Double max,
            Double p50,
            Double p90,
            Double p95,
            Double p99,
            @JsonProperty("p99_9") Double p999,
            Double ratePerMinute,
            Double ratePerSecond,
            Double coveragePercent) {

        private static View of(Metric metric, Aggregate seen, long from, long to, long began) {
            Figures figures = Figures.of(seen, metric.unit());
            long since = to - Math.max(from, began);
            Rate rate = Rate.of(seen.observations(), to - from, since, seen.coveredMs());
            boolean regular = seen.coveredMs() > 0 && since > 0;
            return new View(
                    Instant.ofEpochMilli(from),
                    Instant.ofEpochMilli(to),
                    figures.observations(),
                    known(figures.mean()),
                    known(figures.min()),
                    known(figures.max()),
                    known(figures.p50()),
                    known(figures.p90()),
                    known(figures.p95()),
                    known(figures.p99()),
                    known(figures.p999()),
                    known(rate.perMinute()),
                    known(rate.perSecond()),
                    regular ? known(Math.min(100, seen.coveredMs() * 100.0 / since)) : null);
        }
    }

    /** Where windows come from. */
    public interface Windows {

        /** Puts the windows of a resolution that start from one time to another into their series' timelines. */
        void read(Resolution resolution, long from, long to, Map<SeriesKey, Timeline> into);
    }

    /** Views that end with the newest slice that is stored, each a merge of stored windows. */
    public static List<SeriesFigures> of(Windows windows, Collection<SlidingView> asked, long now) {
        long to = Resolution.SLICE.floor(now - STORED_WITHIN_MS);
        Map<SeriesKey, Timeline> series = new LinkedHashMap<>();
        // All of them, whatever is asked for: when a series began is told by the oldest.
        windows.read(Resolution.HOUR, SlidingView.DAY.from(to), to, series);
        windows.read(Resolution.MINUTE, SlidingView.HOUR.from(Resolution.HOUR.floor(to)), to, series);
        windows.read(Resolution.SLICE, to - SLICES_MS, to, series);
        return series.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(BY_METRIC_AND_PART))
                .map(each -> of(each.getKey(), each.getValue(), asked, to))
                .toList();
    }

    /**
     * One series' rollups, a point each from one time to another; a point that nothing was seen in has nulls.
     *
     * @param windows by their start
     */
    public static List<View> points(
            Metric metric, NavigableMap<Long, Aggregate> windows, Resolution step, long from, long to) {
        List<View> points = new ArrayList<>();
        for (long start = from; start < to; start += step.millis()) {
            Aggregate seen = windows.getOrDefault(start, new Aggregate());
            // Of a window in which something was seen, when in it the series began is not known.
            points.add(View.of(metric, seen, start, start + step.millis(), seen.isEmpty() ? Long.MAX_VALUE : start));
        }
        return points;
    }

    private static SeriesFigures of(SeriesKey key, Timeline timeline, Collection<SlidingView> asked, long to) {
        long began = SeriesState.began(timeline, new TreeMap<>()).orElse(to);
        Map<String, View> views = new LinkedHashMap<>();
        for (SlidingView view : asked) {
            views.put(view.wire(), View.of(key.metric(), view.of(timeline, to), view.from(to), to, began));
        }
        return new SeriesFigures(
                key.metric().wire(), key.location(), key.metric().unit().symbol(), views);
    }
}
