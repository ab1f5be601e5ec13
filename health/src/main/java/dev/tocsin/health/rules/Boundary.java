package dev.tocsin.health.rules;

import dev.tocsin.events.Resolution;
import dev.tocsin.health.admission.Admission;

/**
 * The slice ends, every 10 s of event time, at which windows are judged, and which of them has seen what: when the watermark
 * reaches a slice end T, all that was appended before T + {@link Admission#DISORDER_MS} has been processed, whatever partition
 * it came from (see {@link dev.tocsin.health.admission.Timeliness}).
 */
final class Boundary {

    static final long STEP = Resolution.SLICE.millis();

    /** The first at which something appended then has surely been processed. */
    static long knownBy(long appendedAt) {
        return after(appendedAt - Admission.DISORDER_MS);
    }

    static long atOrAfter(long time) {
        return after(time - 1);
    }

    static long after(long time) {
        return Resolution.SLICE.floor(time) + STEP;
    }

    private Boundary() {}
}
