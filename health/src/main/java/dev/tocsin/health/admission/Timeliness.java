package dev.tocsin.health.admission;

import dev.tocsin.events.Resolution;

/**
 * How soon after its event an admitted record came, and so where it counts: each in the rows of its windows, and in those
 * views that are made after it has surely arrived.
 *
 * <p>A view that ends at E holds a record only if it was appended before E + {@link Admission#DISORDER_MS}. Such a record
 * is always processed before the watermark reaches E: in a partition append times ascend, the partition's watermark is at
 * most the newest append time that was read less DISORDER_MS, which at that record is below E; and an operator's watermark
 * is at most that of each partition. So the views don't depend on how far other partitions have been read. (Three things
 * void the proof, and then what came too late joins the next view instead: a broker whose clock is set back, a partition
 * that nobody can read for so long that it counts as idle, and one that has just been made and is not yet found.)
 *
 * <p>A check that hangs is appended when it gives up, long after the slice in which it began. It is not in that slice's
 * own view, but in those of the last minute from the first that ends after it came.
 */
public enum Timeliness implements Admission {
    /** Counts everywhere. */
    ON_TIME,
    /** Not in the view that ends with its slice, but from the next on. */
    ONE_SLICE_LATE,
    TWO_SLICES_LATE,
    THREE_SLICES_LATE,
    FOUR_SLICES_LATE,
    /** Only in the last of the views whose minute holds its slice. */
    FIVE_SLICES_LATE,
    /** Came after the last view that it could have been in: corrects rows of all resolutions and is never judged. */
    CORRECTION,
    /** Too late for the 10 s slices: corrects the 1 m and 1 h rollups only. */
    ROLLUPS_ONLY;

    private static final Timeliness[] ALL = values();
    private static final long STEP = Resolution.SLICE.millis();

    /** Of a record within the bounds of {@link Admission}. */
    static Timeliness of(long eventTime, long appendTime) {
        long behind = appendTime - DISORDER_MS - (Resolution.SLICE.floor(eventTime) + STEP);
        if (behind < 0) {
            return ON_TIME;
        }
        long slices = behind / STEP + 1;
        if (slices < CORRECTION.ordinal()) {
            return ALL[(int) slices];
        }
        return appendTime - eventTime <= SLICE_BOUND_MS ? CORRECTION : ROLLUPS_ONLY;
    }

    /** @param slices 0 if on time, at most five */
    public static Timeliness lateBy(int slices) {
        return ALL[slices];
    }

    /** The finest window that it counts in. */
    public Resolution finest() {
        return this == ROLLUPS_ONLY ? Resolution.MINUTE : Resolution.SLICE;
    }

    /** Whether any view holds it. What no view holds rings nowhere, not as a single result either. */
    public boolean isJudged() {
        return ordinal() < CORRECTION.ordinal();
    }

    /**
     * The end of the first view that holds it, if it is judged.
     *
     * @param slice the start of its slice, epoch ms
     */
    public long firstView(long slice) {
        return slice + (1 + ordinal()) * STEP;
    }
}
