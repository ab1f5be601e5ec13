package dev.tocsin.health.admission;

/**
 * Whether a record counts, and where. Depends on the record alone (its event time and the time at which the broker
 * appended it), never on a watermark or a clock, so that a replay admits exactly the same records and judges exactly the
 * same views, at whatever speed and parallelism and however often it restarts.
 *
 * <p>Lateness = append time − event time. Window state outlives these bounds by {@link #BEHIND_MS}, so no admitted record
 * meets state that is gone.
 */
public sealed interface Admission permits Timeliness, Refusal {

    /** A slice is judged when each partition's append time has passed its end by this much, ms. */
    long DISORDER_MS = 2_000;
    /** A record may be this far ahead of the broker's clock, ms. */
    long FUTURE_BOUND_MS = 2 * 60_000;
    /** A record this late still counts in its slice, ms. */
    long SLICE_BOUND_MS = 10 * 60_000;
    /** A record this late still counts in its rollups, ms. */
    long ROLLUP_BOUND_MS = 2 * 60 * 60_000;
    /**
     * What a partition may be behind the watermark, ms. Those that hold the watermark back never are; one that has just been
     * made is until it is found, and one that counted as idle when it comes back.
     */
    long BEHIND_MS = 60_000;

    static Admission of(long eventTime, long appendTime) {
        if (isWithinBounds(eventTime, appendTime)) {
            return Timeliness.of(eventTime, appendTime);
        }
        if (WrongUnit.of(eventTime, appendTime).isPresent()) {
            return Refusal.WRONG_UNIT;
        }
        return eventTime > appendTime ? Refusal.FUTURE : Refusal.LATE;
    }

    /** Compared without subtracting the two, which could overflow for an absurd event time. */
    static boolean isWithinBounds(long eventTime, long appendTime) {
        return eventTime <= appendTime + FUTURE_BOUND_MS && eventTime >= appendTime - ROLLUP_BOUND_MS;
    }
}
