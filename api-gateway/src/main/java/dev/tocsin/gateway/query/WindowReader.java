package dev.tocsin.gateway.query;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.gateway.store.AggregateHistory;
import dev.tocsin.gateway.store.SeriesFilter;
import dev.tocsin.gateway.store.StoreException;
import dev.tocsin.health.aggregate.Aggregate;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Reads the windows of series, each observation once: rollups from Postgres, and where a rollup is not written yet, what it
 * will be made of; slices from memory, and from Postgres what memory does not reach. Belongs to one question.
 */
final class WindowReader {

    /** Rollups that ended longer ago are in Postgres; of the time since then, finer windows fill what is missing. */
    private static final long UNWRITTEN_MINUTES_MS = 15 * 60_000;

    private static final long UNWRITTEN_HOURS_MS = 3 * 3_600_000;

    private final SliceArchive archive;
    private final AggregateHistory history;
    private final Clock clock;
    private final SeriesFilter filter;
    private boolean stale;

    WindowReader(SliceArchive archive, AggregateHistory history, Clock clock, SeriesFilter filter) {
        this.archive = archive;
        this.history = history;
        this.clock = clock;
        this.filter = filter;
    }

    /** Whether Postgres did not answer, so that memory alone was read. */
    boolean isStale() {
        return stale;
    }

    /** @throws StoreException if Postgres does not answer, and memory has nothing of that time */
    void read(Resolution resolution, long from, long to, Sums sums) {
        if (from >= to) {
            return;
        }
        if (resolution == Resolution.SLICE) {
            readSlices(from, to, sums);
            return;
        }
        boolean hours = resolution == Resolution.HOUR;
        Resolution finer = hours ? Resolution.MINUTE : Resolution.SLICE;
        long unwritten = hours ? UNWRITTEN_HOURS_MS : UNWRITTEN_MINUTES_MS;
        long fillFrom = Math.max(from, resolution.floor(clock.millis() - unwritten));
        Covered covered = new Covered(resolution, fillFrom);
        try {
            history.select(filter, resolution, from, to, row -> covered.put(row, sums));
        } catch (StoreException e) {
            if (!e.unavailable() || archive.reach() >= to) {
                throw e;
            }
            stale = true;
            readSlices(Math.max(from, archive.reach()), to, sums);
            return;
        }
        read(finer, fillFrom, to, covered.except(sums));
    }

    private void readSlices(long from, long to, Sums sums) {
        long reach = Math.max(from, Math.min(to, archive.reach()));
        if (from < reach) {
            Covered covered = new Covered(Resolution.SLICE, clock.millis() - Resolution.HOUR.millis());
            history.select(filter, Resolution.SLICE, from, reach, row -> covered.put(row, sums));
            // Soon after a start nothing is loaded yet; what came since then is there all the same.
            archive.read(filter, Math.min(reach, Math.max(from, covered.from)), to, covered.except(sums));
        } else {
            archive.read(filter, from, to, sums);
        }
    }

    /** The windows from some time on that were read, so that what they are made of is not read again. */
    private static final class Covered {
        private final Resolution resolution;
        private final long from;
        private final Map<SeriesKey, Set<Long>> starts = new HashMap<>();

        Covered(Resolution resolution, long from) {
            this.resolution = resolution;
            this.from = from;
        }

        void put(AggregateRow row, Sums sums) {
            if (row.windowStart() >= from) {
                starts.computeIfAbsent(row.series(), series -> new HashSet<>()).add(row.windowStart());
            }
            Aggregate sum = sums.of(row.series()).apply(row.windowStart());
            if (sum != null) {
                sum.merge(Aggregate.of(row));
            }
        }

        Sums except(Sums sums) {
            return series -> {
                LongFunction<Aggregate> sum = sums.of(series);
                Set<Long> read = starts.getOrDefault(series, Set.of());
                return start -> read.contains(resolution.floor(start)) ? null : sum.apply(start);
            };
        }
    }
}
