package dev.tocsin.gateway.board;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.figures.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What the probes of all locations found out about one service. Thread-safe: every method holds its monitor. */
final class ProbedService {

    private static final long HOUR_MS = Resolution.HOUR.millis();
    private static final long DAY_MS = 24 * HOUR_MS;
    /** Locations' slices of the same end arrive within this of each other. */
    private static final long SETTLE_MS = 1_000;

    private final NavigableMap<String, SeriesState> byLocation = new TreeMap<>();
    private final NavigableMap<String, LastCheck> lastChecks = new TreeMap<>();
    private long newestEnd;
    private long newestEndArrivedAt;
    private Day cachedDay;
    private long cachedDayAt;

    /**
     * The last 24 hours of one moment: whole hours, then minutes, then slices up to the newest final one.
     *
     * @param from inclusive, epoch ms, on an hour
     * @param to exclusive, epoch ms, end of a slice
     * @param provisional whether nothing is final yet, so that open slices stand in
     * @param perMinute checks per minute over the time really covered, at most an hour
     * @param coverage the share of the time that checks stand for, since the service is known, 0..1
     */
    record Day(long from, long to, boolean provisional, Figures figures, double perMinute, double coverage) {}

    synchronized boolean put(AggregateRow row, long now) {
        SeriesState series = byLocation.computeIfAbsent(row.series().location(), location -> new SeriesState());
        boolean news = series.put(row, now);
        if (news && !row.partial() && row.resolution() == Resolution.SLICE && row.windowEnd() > newestEnd) {
            newestEnd = row.windowEnd();
            newestEndArrivedAt = now;
        }
        return news;
    }

    /** Takes a check over unless a newer one of that location is known. */
    synchronized boolean put(LastCheck check) {
        LastCheck there = lastChecks.get(check.location());
        if (there != null && there.at() > check.at()) {
            return false;
        }
        lastChecks.put(check.location(), check);
        return true;
    }

    synchronized List<LastCheck> lastChecks() {
        return List.copyOf(lastChecks.values());
    }

    synchronized Optional<LastCheck> newestCheck() {
        return lastChecks.values().stream().max(Comparator.comparingLong(LastCheck::at));
    }

    /** When the newest check was made, of any location. */
    synchronized OptionalLong newestAt() {
        return lastChecks.values().stream().mapToLong(LastCheck::at).max();
    }

    synchronized Set<String> locations() {
        return Set.copyOf(byLocation.keySet());
    }

    /** What each location saw, open slices included. */
    synchronized List<ServiceView.Seen> seen(long from, long to) {
        List<ServiceView.Seen> seen = new ArrayList<>();
        byLocation.forEach((location, series) -> seen.add(new ServiceView.Seen(
                location, series.liveView(from, to), series.firstSeen().orElse(to))));
        return seen;
    }

    /** What a promise is measured by, open slices included. */
    synchronized EventCounts counts(long from, long to) {
        return EventCounts.of(live(from, to), Math.max(1, byLocation.size()));
    }

    /** All locations merged, open slices included. */
    synchronized Aggregate live(long from, long to) {
        Aggregate all = new Aggregate();
        byLocation.values().forEach(series -> all.merge(series.liveView(from, to)));
        return all;
    }

    /** The last 24 hours, computed with each new slice or every 10 s; empty before the first slice. */
    synchronized Optional<Day> day(long now) {
        OptionalLong settled = settledEnd(now);
        if (cachedDay == null || cachedDay.to() != settled.orElse(-1) || now - cachedDayAt >= 10_000) {
            cachedDay = computeDay(settled, now).orElse(null);
            cachedDayAt = now;
        }
        return Optional.ofNullable(cachedDay);
    }

    private Optional<Day> computeDay(OptionalLong settled, long now) {
        boolean provisional = settled.isEmpty();
        OptionalLong end = provisional ? newestOpenEnd() : settled;
        if (end.isEmpty()) {
            return Optional.empty();
        }
        long to = end.getAsLong();
        // Of a service that fell silent, hours further back are forgotten already.
        long from = Math.max(Resolution.HOUR.floor(to - DAY_MS), Resolution.HOUR.floor(now - DAY_MS) - HOUR_MS);
        Aggregate all = new Aggregate();
        double covered = 0;
        long first = firstSeen().orElse(from);
        long span = Math.max(1, to - Math.max(from, first));
        for (SeriesState series : byLocation.values()) {
            Aggregate view = provisional ? series.liveView(from, to) : series.finalView(from, to);
            covered += Math.min(span, view.coveredMs());
            all.merge(view);
        }
        // Percentiles are made here and not for each who asks, since a summary is asked for far more often.
        return Optional.of(new Day(
                from,
                to,
                provisional,
                Figures.of(all, Metric.LATENCY.unit()),
                perMinute(to),
                covered / span / Math.max(1, byLocation.size())));
    }

    /** Checks per minute up to a time: over the last hour, or since the first check, or the time that checks stand for. */
    private double perMinute(long to) {
        long from = Resolution.MINUTE.floor(to - HOUR_MS + Resolution.MINUTE.millis() - 1);
        long checks = 0;
        long stoodFor = 0;
        for (SeriesState series : byLocation.values()) {
            Aggregate view = series.liveView(from, to);
            checks += view.observations();
            stoodFor = Math.max(stoodFor, view.coveredMs());
        }
        long since = to - Math.max(from, firstSeen().orElse(from));
        // One check an hour is 0.017 a minute also right after it was made.
        long span = Math.max(since, Math.min(HOUR_MS, stoodFor));
        return span <= 0 ? Double.NaN : checks * 60_000.0 / span;
    }

    /** End of the newest slice of which no location's share is still on its way. */
    private OptionalLong settledEnd(long now) {
        if (newestEnd == 0) {
            return OptionalLong.empty();
        }
        long previous = newestEnd - Resolution.SLICE.millis();
        boolean settled = now - newestEndArrivedAt >= SETTLE_MS || firstSeen().orElse(0) >= previous;
        return OptionalLong.of(settled ? newestEnd : previous);
    }

    private OptionalLong newestOpenEnd() {
        return byLocation.values().stream()
                .map(SeriesState::newestOpenEnd)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max();
    }

    private OptionalLong firstSeen() {
        return byLocation.values().stream()
                .map(SeriesState::firstSeen)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    /**
     * Points of one resolution from one time to another; where nothing was seen, none.
     *
     * @param location the one that is asked for; all are merged if empty
     */
    synchronized NavigableMap<Long, Aggregate> points(Resolution step, Optional<String> location, long from, long to) {
        NavigableMap<Long, Aggregate> points = new TreeMap<>();
        NavigableMap<String, SeriesState> asked =
                location.map(one -> byLocation.subMap(one, true, one, true)).orElse(byLocation);
        for (SeriesState series : asked.values()) {
            series.finals().windows(step).subMap(from, to).forEach((start, window) -> merge(points, start, window));
            series.open(from, to).forEach((start, slice) -> {
                long point = step.floor(start);
                if (!series.finals().windows(step).containsKey(point)) {
                    merge(points, point, slice);
                }
            });
            if (step != Resolution.SLICE) {
                mergeOpenPoints(series, step, to, points);
            }
        }
        return points;
    }

    /** Minutes and hours that are not over: of their final parts. */
    private static void mergeOpenPoints(
            SeriesState series, Resolution step, long to, NavigableMap<Long, Aggregate> points) {
        long start = step.floor(to - 1);
        for (int back = 0; back < 2; back++, start -= step.millis()) {
            if (!series.finals().windows(step).containsKey(start)) {
                Aggregate parts = series.finalView(start, Math.min(to, start + step.millis()));
                if (!parts.isEmpty()) {
                    merge(points, start, parts);
                }
            }
        }
    }

    private static void merge(NavigableMap<Long, Aggregate> points, long start, Aggregate part) {
        points.computeIfAbsent(start, at -> new Aggregate()).merge(part);
    }

    /** Forgets what no view reaches; true if nothing is left. */
    synchronized boolean evict(long now) {
        byLocation.values().removeIf(series -> series.evict(now));
        lastChecks.values().removeIf(check -> check.at() < now - DAY_MS);
        return byLocation.isEmpty() && lastChecks.isEmpty();
    }
}
