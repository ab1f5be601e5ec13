package dev.tocsin.gateway.query;

import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.gateway.query.QueryAnswer.Limit;
import dev.tocsin.gateway.query.QueryAnswer.Point;
import dev.tocsin.gateway.store.AggregateHistory;
import dev.tocsin.gateway.store.RegisteredService;
import dev.tocsin.gateway.store.StoreException;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.figures.Shares;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Answers questions for distributions over any time, services, groups and locations, from merged sketches and never from
 * percentiles of percentiles. Windows are merged some points at a time, so that what an answer takes in memory does not grow
 * with what it is made of. Thread-safe.
 */
public final class MetricQueries {

    /** More points than can be drawn, and about what a browser can hold. */
    public static final int MAX_ROWS = 100_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(AggregateHistory.TIMEOUT_SECONDS);
    static final String RETENTION = "retention";
    static final Limit TIMED_OUT = new Limit(
            "timeout",
            "it took longer than " + TIMEOUT.toSeconds() + " s; go on from where this ends, or ask for less at once");

    /** How long the windows of each resolution are kept, see {@code PartitionUpkeep}. */
    private static final Map<Resolution, Duration> KEPT = Map.of(
            Resolution.SLICE,
            Duration.ofHours(24),
            Resolution.MINUTE,
            Duration.ofDays(7),
            Resolution.HOUR,
            Duration.ofDays(400));

    private static final int FIRST_POINTS = 30;
    private static final int MOST_POINTS = 360;
    private static final int AGGREGATES_AT_ONCE = 20_000;

    private final SliceArchive archive;
    private final AggregateHistory history;
    private final Supplier<Collection<RegisteredService>> services;
    private final Clock clock;

    public MetricQueries(
            SliceArchive archive,
            AggregateHistory history,
            Supplier<Collection<RegisteredService>> services,
            Clock clock) {
        this.archive = archive;
        this.history = history;
        this.services = services;
        this.clock = clock;
    }

    /** @throws StoreException if Postgres does not answer, and memory has nothing of that time */
    public QueryAnswer answer(MetricQuery query) {
        SeriesChoice choice = new SeriesChoice(query, services.get());
        return new Answering(query, choice, new WindowReader(archive, history, clock, choice.filter())).answer();
    }

    /** One question on its way. */
    private final class Answering {
        private final MetricQuery query;
        private final SeriesChoice choice;
        private final WindowReader reader;
        private final List<Limit> limits = new ArrayList<>();
        private final NavigableMap<Labels, Map<Integer, Point>> lines = new TreeMap<>();
        private final Map<SeriesKey, Labels> labels = new HashMap<>();
        private final long now = clock.millis();
        private final Resolution resolution;
        private final long step;
        private final long from;
        private final long to;
        private int rows;

        Answering(MetricQuery query, SeriesChoice choice, WindowReader reader) {
            this.query = query;
            this.choice = choice;
            this.reader = reader;
            boolean whole = query.stepMs() == MetricQuery.WHOLE;
            this.resolution = whole ? finestKept(query.from()) : resolution(query.stepMs());
            long grid = whole ? resolution.millis() : query.stepMs();
            long last = Math.min(query.to(), now);
            long first = Math.max(query.from(), now - KEPT.get(resolution).toMillis());
            if (first > query.from()) {
                limits.add(new Limit(
                        RETENTION,
                        resolution.wire() + " windows are kept for " + shown(KEPT.get(resolution))
                                + "; ask for a longer step to see farther back"));
            }
            this.from = Math.floorDiv(first, grid) * grid;
            this.to = Math.max(from, Math.floorDiv(last, grid) * grid + grid);
            this.step = whole ? Math.max(grid, to - from) : grid;
        }

        private Resolution finestKept(long time) {
            if (time >= now - KEPT.get(Resolution.SLICE).toMillis()) {
                return Resolution.SLICE;
            }
            return time >= now - KEPT.get(Resolution.MINUTE).toMillis() ? Resolution.MINUTE : Resolution.HOUR;
        }

        QueryAnswer answer() {
            long deadline = now + TIMEOUT.toMillis();
            long at = from;
            int points = FIRST_POINTS;
            while (at < to) {
                long end = Math.min(to, at + points * step);
                Map<Labels, Aggregate[]> sums = at > from && clock.millis() > deadline ? null : sumsInTime(at, end);
                if (sums == null) {
                    return ended(at, TIMED_OUT);
                }
                long told = tell(sums, at);
                if (told < end) {
                    return ended(
                            told,
                            new Limit("rows", "an answer holds " + MAX_ROWS + " rows; go on from where this ends"));
                }
                points = Math.max(1, Math.min(MOST_POINTS, AGGREGATES_AT_ONCE / Math.max(1, sums.size())));
                at = end;
            }
            return ended(to, null);
        }

        private QueryAnswer ended(long end, Limit limit) {
            if (limit != null) {
                limits.add(limit);
            }
            return new QueryAnswer(query, from, end, step, lines, List.copyOf(limits), reader.isStale());
        }

        /** Null if Postgres took too long. */
        private Map<Labels, Aggregate[]> sumsInTime(long begin, long end) {
            try {
                return sums(begin, end);
            } catch (StoreException e) {
                if (e.tookTooLong()) {
                    return null;
                }
                throw e;
            }
        }

        private Map<Labels, Aggregate[]> sums(long begin, long end) {
            Map<Labels, Aggregate[]> sums = new HashMap<>();
            int points = (int) ((end - begin + step - 1) / step);
            Sums targets = series -> {
                Aggregate[] line = sums.computeIfAbsent(
                        labels.computeIfAbsent(series, choice::labels), absent -> new Aggregate[points]);
                return target(line, begin);
            };
            if (query.stepMs() == MetricQuery.WHOLE) {
                readWhole(Resolution.HOUR, begin, end, targets);
            } else {
                reader.read(resolution, begin, end, targets);
            }
            return sums;
        }

        private LongFunction<Aggregate> target(Aggregate[] line, long begin) {
            return start -> {
                int point = (int) ((start - begin) / step);
                if (line[point] == null) {
                    line[point] = new Aggregate();
                }
                return line[point];
            };
        }

        /** The coarsest windows that fit, and finer ones at both ends. */
        private void readWhole(Resolution coarse, long begin, long end, Sums targets) {
            long first = -coarse.floor(-begin);
            long last = coarse.floor(end);
            if (coarse == resolution) {
                reader.read(coarse, begin, end, targets);
            } else if (first >= last) {
                readWhole(finer(coarse), begin, end, targets);
            } else {
                readWhole(finer(coarse), begin, first, targets);
                reader.read(coarse, first, last, targets);
                readWhole(finer(coarse), last, end, targets);
            }
        }

        /** Adds a line's points of some time, point by point; returns where it had to stop. */
        private long tell(Map<Labels, Aggregate[]> sums, long begin) {
            int points =
                    sums.values().stream().mapToInt(line -> line.length).max().orElse(0);
            Map<Labels, List<Labels>> told = new HashMap<>();
            sums.keySet().forEach(key -> told.put(key, choice.told(key)));
            for (int i = 0; i < points; i++) {
                int point = (int) ((begin - from) / step) + i;
                for (Map.Entry<Labels, Aggregate[]> line : sums.entrySet()) {
                    Aggregate sum = line.getValue()[i];
                    for (Labels each : sum == null ? List.<Labels>of() : told.get(line.getKey())) {
                        Point figures = figures(each, sum);
                        if (figures.count() > 0) {
                            lines.computeIfAbsent(each, absent -> new HashMap<>())
                                    .put(point, figures);
                            rows++;
                        }
                    }
                }
                boolean more = i + 1 < points || begin + points * step < to;
                if (more && (query.gaps() ? (long) (point + 1) * lines.size() : rows) + lines.size() > MAX_ROWS) {
                    return from + (point + 1) * step;
                }
            }
            return Long.MAX_VALUE;
        }

        /** A check is a sample of error rate that is 0 or 1. */
        private Point failures(long known, long failed) {
            if (known == 0) {
                return new Point(List.of(), Double.NaN, Double.NaN, Double.NaN, 0);
            }
            return new Point(
                    query.percentiles().stream()
                            .map(percent -> Shares.percentile(known, failed, percent))
                            .toList(),
                    failed < known ? 0 : 1,
                    failed > 0 ? 1 : 0,
                    Math.rint(failed * 1e6 / known) / 1e6,
                    known);
        }

        private Point figures(Labels line, Aggregate sum) {
            if (line.source() == Source.PROBE && line.metric() == Metric.ERROR_RATE) {
                return failures(sum.known(), sum.failed());
            }
            List<Double> percentiles = new ArrayList<>(query.percentiles().size());
            for (double percent : query.percentiles()) {
                percentiles.add(rounded(line.metric(), sum.percentile(percent)));
            }
            return new Point(
                    percentiles,
                    rounded(line.metric(), sum.min()),
                    rounded(line.metric(), sum.max()),
                    rounded(line.metric(), sum.mean()),
                    sum.measured());
        }
    }

    /** To a millionth of the unit, beyond which lies nothing but the noise of a division. */
    private static double rounded(Metric metric, double scaled) {
        return Math.rint(metric.unit().fromScaled(scaled) * 1e6) / 1e6;
    }

    private static Resolution finer(Resolution coarse) {
        return coarse == Resolution.HOUR ? Resolution.MINUTE : Resolution.SLICE;
    }

    private static Resolution resolution(long step) {
        if (step % Resolution.HOUR.millis() == 0) {
            return Resolution.HOUR;
        }
        return step % Resolution.MINUTE.millis() == 0 ? Resolution.MINUTE : Resolution.SLICE;
    }

    private static String shown(Duration kept) {
        return kept.toHours() <= 24 ? kept.toHours() + " h" : kept.toDays() + " days";
    }
}
