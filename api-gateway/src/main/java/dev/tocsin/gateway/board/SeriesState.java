package dev.tocsin.gateway.board;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Resolution;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Timeline;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What is known of one series: its final windows, and the slices that are still open. Not thread-safe. */
final class SeriesState {

    /** How long windows are kept: as far as a view of 24 hours, of 1 hour and of 5 minutes reaches, and some more. */
    private static final long SLICES_KEPT_MS = 20 * 60_000;

    private static final long MINUTES_KEPT_MS = 3 * 3_600_000;
    private static final long HOURS_KEPT_MS = 26 * 3_600_000;
    private static final long OPEN_KEPT_MS = 2 * 60_000;

    private final Timeline finals = new Timeline();
    private final NavigableMap<Long, Aggregate> open = new TreeMap<>();

    /** Takes a row over; false if it says nothing new. */
    boolean put(AggregateRow row, long now) {
        if (!row.partial()) {
            if (row.resolution() == Resolution.SLICE) {
                open.remove(row.windowStart());
            }
            return finals.put(row.resolution(), row.windowStart(), Aggregate.of(row));
        }
        // Open minutes and hours are the sum of slices that are here already. A slice that ended long ago is read again
        // after a restart, and its minute, which is here already, would count it twice.
        if (row.resolution() != Resolution.SLICE
                || row.windowStart() < now - OPEN_KEPT_MS
                || finals.windows(Resolution.SLICE).containsKey(row.windowStart())) {
            return false;
        }
        Aggregate there = open.get(row.windowStart());
        if (there != null && there.observations() >= row.observations()) {
            return false;
        }
        open.put(row.windowStart(), Aggregate.of(row));
        return true;
    }

    /** Only what is final: the same figures to everybody who computes them again. */
    Aggregate finalView(long from, long to) {
        return finals.view(from, to);
    }

    /** With the slices that are still open. */
    Aggregate liveView(long from, long to) {
        Aggregate view = finals.view(from, to);
        open.subMap(from, to).values().forEach(view::merge);
        return view;
    }

    Timeline finals() {
        return finals;
    }

    Map<Long, Aggregate> open(long from, long to) {
        return open.subMap(from, to);
    }

    OptionalLong newestOpenEnd() {
        return end(open);
    }

    /**
     * When the series began, as finely as it is still known; only the last hour of it matters to anybody. The first window
     * is seldom covered from its start, so only the part counts that its checks stand for.
     */
    OptionalLong firstSeen() {
        return began(finals, open);
    }

    /** When a series began, see {@link #firstSeen}; windows whose checks stand for no time are taken as covered. */
    static OptionalLong began(Timeline finals, NavigableMap<Long, Aggregate> open) {
        OptionalLong first = OptionalLong.empty();
        long firstStart = Long.MAX_VALUE;
        for (NavigableMap<Long, Aggregate> windows : List.of(
                open,
                finals.windows(Resolution.SLICE),
                finals.windows(Resolution.MINUTE),
                finals.windows(Resolution.HOUR))) {
            if (windows.isEmpty()) {
                continue;
            }
            long length = windows == finals.windows(Resolution.HOUR)
                    ? Resolution.HOUR.millis()
                    : windows == finals.windows(Resolution.MINUTE)
                            ? Resolution.MINUTE.millis()
                            : Resolution.SLICE.millis();
            long start = windows.firstKey();
            // A coarse window says less than a finer one that lies in it.
            if (firstStart >= start + length) {
                firstStart = start;
                long covered = windows.firstEntry().getValue().coveredMs();
                first = OptionalLong.of(covered == 0 ? start : start + length - Math.min(length, covered));
            }
        }
        return first;
    }

    /** Forgets what no view reaches any more; true if nothing is left. */
    boolean evict(long now) {
        finals.evict(Resolution.SLICE, now - SLICES_KEPT_MS);
        finals.evict(Resolution.MINUTE, now - MINUTES_KEPT_MS);
        finals.evict(Resolution.HOUR, now - HOURS_KEPT_MS);
        open.headMap(now - OPEN_KEPT_MS).clear();
        return finals.isEmpty() && open.isEmpty();
    }

    private static OptionalLong end(NavigableMap<Long, Aggregate> slices) {
        return slices.isEmpty() ? OptionalLong.empty() : OptionalLong.of(slices.lastKey() + Resolution.SLICE.millis());
    }
}
