package dev.tocsin.job.windows;

import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import java.util.HashMap;
import java.util.Map;

/**
 * When partials are shown: the first at once, then at most five a second for each series, and fewer when there are more
 * series than anyone could look at. Of windows that are long past, as in a job that catches up, none.
 *
 * <p>By the machine's clock and kept nowhere: partials are for eyes only, and a restart just begins anew. Not thread-safe.
 */
final class PartialPace {

    static final long EVERY_MS = 200;

    /** A window that began longer ago than this is looked at by nobody, ms. */
    private static final long LIVE_MS = 60_000;

    /** So many partials in {@link #EVERY_MS}; if more are waiting, each waits longer, but not one of a series that is seldom heard of. */
    private static final int MANY = 1_000;

    private static final long NONE = Long.MIN_VALUE;

    private final Map<SeriesKey, Pace> paces = new HashMap<>();
    private int waiting;

    private static final class Pace {
        private long shownAt = NONE;
        private long waitingStart = NONE;
    }

    /** What is to be done about a slice that has changed. */
    enum Then {
        NOTHING,
        SHOW,
        /** Ask again at {@link #nextAsk}. */
        WAIT
    }

    /**
     * A slice has changed.
     *
     * @param start of the slice, epoch ms
     * @param watermark slices that end at or before it are told by their final rows
     */
    Then changed(SeriesKey series, long start, long watermark, long now) {
        if (start < now - LIVE_MS || start + Resolution.SLICE.millis() <= watermark) {
            return Then.NOTHING;
        }
        Pace pace = paces.computeIfAbsent(series, absent -> new Pace());
        if (pace.waitingStart != NONE) {
            pace.waitingStart = start;
            return Then.NOTHING;
        }
        if (pace.shownAt == NONE || pace.shownAt + period() <= now) {
            pace.shownAt = now;
            return Then.SHOW;
        }
        pace.waitingStart = start;
        waiting++;
        return Then.WAIT;
    }

    /** When a partial that has just begun to wait may be shown. */
    long nextAsk(SeriesKey series, long now) {
        return Math.max(now + 1, paces.get(series).shownAt + period());
    }

    /** Between two partials of a series, ms. */
    private long period() {
        return EVERY_MS * (1 + waiting / MANY);
    }

    /** The start of the slice whose partial is now to be shown; {@link Long#MIN_VALUE} if none waits, as after a restore. */
    long takeWaiting(SeriesKey series, long now) {
        Pace pace = paces.get(series);
        if (pace == null || pace.waitingStart == NONE) {
            return NONE;
        }
        long start = pace.waitingStart;
        pace.waitingStart = NONE;
        pace.shownAt = now;
        waiting--;
        return start;
    }

    void forget(SeriesKey series) {
        Pace pace = paces.remove(series);
        if (pace != null && pace.waitingStart != NONE) {
            waiting--;
        }
    }
}
