package dev.tocsin.gateway.board;

import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.Rate;
import dev.tocsin.health.figures.SlidingView;
import dev.tocsin.health.figures.Uptime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service through one sliding view, slices that are still open included.
 *
 * @param window 1m, 5m, 1h or 24h
 * @param from inclusive, on the view's step
 * @param to exclusive: the end of the open slice, so it lies up to 10 s ahead; rates end now, and
 *     uptime where the newest results are surely there
 * @param figures all locations merged
 * @param locations each by itself
 */
public record ServiceView(
        String window, Instant from, Instant to, ServiceFigures figures, Map<String, ServiceFigures> locations) {

    /** A result may take so long to get here; until then it is not missing. */
    private static final long ON_ITS_WAY_MS = 2_000;

    /**
     * What one location saw.
     *
     * @param began event time since when it looks, epoch ms, as finely as is still known
     */
    record Seen(String location, Aggregate aggregate, long began) {

        private Uptime uptime(long from, long until) {
            return Uptime.of(aggregate, until - ON_ITS_WAY_MS - Math.max(from, began));
        }
    }

    /** The end of the slice that is open at a time. */
    static long end(long now) {
        return Resolution.SLICE.floor(now) + Resolution.SLICE.millis();
    }

    static Aggregate merged(List<Seen> locations) {
        Aggregate all = new Aggregate();
        locations.forEach(seen -> all.merge(seen.aggregate()));
        return all;
    }

    /** @param only the location to tell of by itself; all if empty */
    static ServiceView of(SlidingView view, List<Seen> locations, Optional<String> only, long now) {
        long to = end(now);
        long from = view.from(to);
        Map<String, ServiceFigures> each = new LinkedHashMap<>();
        locations.stream()
                .filter(seen -> only.isEmpty() || only.get().equals(seen.location()))
                .forEach(seen -> each.put(seen.location(), figures(List.of(seen), from, now)));
        return new ServiceView(
                view.wire(), Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), figures(locations, from, now), each);
    }

    private static ServiceFigures figures(List<Seen> locations, long from, long until) {
        Aggregate all = merged(locations);
        Uptime uptime =
                locations.stream().map(seen -> seen.uptime(from, until)).reduce(Uptime.NOTHING_EXPECTED, Uptime::plus);
        long began = locations.stream().mapToLong(Seen::began).min().orElse(until);
        long stoodFor = locations.stream()
                .mapToLong(seen -> seen.aggregate().coveredMs())
                .max()
                .orElse(0);
        Rate rate = Rate.of(all.observations(), until - from, until - began, stoodFor);
        return ServiceFigures.of(Figures.of(all, Metric.LATENCY.unit()), rate, uptime);
    }
}
