package dev.tocsin.health.rules;

import dev.tocsin.events.Resolution;
import dev.tocsin.health.detect.Detector.Verdict;

/**
 * A figure that is watched for anomalies.
 *
 * @param words what people call it, such as {@code P95 latency}
 * @param unit as it is written behind a number
 * @param step the time that it is of
 * @param value NaN if nothing was measured
 * @param observations that it was made of
 * @param matters whether what is new about it is bad, and by enough for a message
 */
record WatchedFigure(String words, String unit, Resolution step, double value, long observations, Matters matters) {

    /** Whether a value that is new is worth a message. */
    @FunctionalInterface
    interface Matters {
        boolean to(double value, Verdict verdict);
    }

    boolean matters(Verdict verdict) {
        return matters.to(value, verdict);
    }
}
