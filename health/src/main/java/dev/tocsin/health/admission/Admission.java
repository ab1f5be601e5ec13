package dev.tocsin.health.admission;

/**
 * Whether a record counts, and where. Depends on the record alone (its event time and the time at which the broker
 * appended it), never on a watermark or a clock, so that a replay admits exactly the same records.
 *
 * <p>Lateness = append time − event time. Window state outlives these bounds, see {@link #SLICE_BOUND_MS} and
 * {@link #ROLLUP_BOUND_MS}, so no admitted record meets state that is gone.
 */
public enum Admission {
    /** Counts everywhere. */
    ALL,
    /** Too late for the 10 s slices: counts in the 1 m and 1 h rollups only. */
    ROLLUPS_ONLY,
    /** From the future: the producer's clock is wrong, or its unit. */
    FUTURE,
    /** Too late to count. */
    LATE;

    /** A record may be this far ahead of the broker's clock, ms. */
    public static final long FUTURE_BOUND_MS = 2 * 60_000;
    /** A record this late still counts in its slice, ms. */
    public static final long SLICE_BOUND_MS = 10 * 60_000;
    /** A record this late still counts in its rollups, ms. */
    public static final long ROLLUP_BOUND_MS = 2 * 60 * 60_000;

    public static Admission of(long eventTime, long appendTime) {
        // Compared without subtracting the two, which could overflow for an absurd event time.
        if (eventTime > appendTime + FUTURE_BOUND_MS) {
            return FUTURE;
        }
        if (eventTime < appendTime - ROLLUP_BOUND_MS) {
            return LATE;
        }
        return eventTime < appendTime - SLICE_BOUND_MS ? ROLLUPS_ONLY : ALL;
    }
}
