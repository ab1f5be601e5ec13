package dev.tocsin.health.detect;

import java.io.DataOutput;
import java.io.IOException;

/**
 * Judges each value of one series against what the series did before. Stateful and not thread-safe; the same values in the
 * same order give the same verdicts to the bit, also after its state was written and read in between.
 */
public interface Detector {

    /**
     * Judges a value and learns from it.
     *
     * @param timestamp epoch ms, not before the previous one
     * @param value finite
     */
    Verdict observe(long timestamp, double value);

    /** Writes all that the next verdicts depend on. */
    void write(DataOutput out) throws IOException;

    /**
     * What a detector thinks of a value.
     *
     * @param score 0 (as usual) to 1; {@link #ANOMALOUS} and above is an anomaly
     * @param expectedLow lower end of what was expected, NaN while warming up
     * @param expectedHigh upper end of it
     * @param reason in words
     */
    record Verdict(double score, double expectedLow, double expectedHigh, String reason) {

        public static final double ANOMALOUS = 0.5;

        public boolean anomalous() {
            return score >= ANOMALOUS;
        }
    }
}
