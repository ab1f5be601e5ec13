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
     * @param timestamp epoch ms; one before the previous, of a clock that was set back, is judged in the order of coming
     * @param value finite
     * @throws IllegalArgumentException if it is not; nothing is learned then
     */
    Verdict observe(long timestamp, double value);

    /** What a verdict says of a value that is as it should be. */
    String AS_USUAL = "as usual";

    /** Refuses what no detector can judge. */
    static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a value of " + value + " cannot be judged; leave it out");
        }
    }

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

        /** @param more values that are needed */
        public static Verdict learning(long more) {
            return new Verdict(
                    0,
                    Double.NaN,
                    Double.NaN,
                    "learning, " + more + (more == 1 ? " more value needed" : " more values needed"));
        }

        /** The same seen by someone who rings {@code times} sooner: at the half of the distance if that is 2. */
        Verdict moreSensitive(double times) {
            if (times == 1 || Double.isNaN(expectedLow)) {
                return this;
            }
            double strength = score / (1 - score) * times;
            double scaled = Double.isInfinite(strength) ? 1 : strength / (1 + strength);
            double middle = (expectedLow + expectedHigh) / 2;
            double half = (expectedHigh - expectedLow) / 2 / times;
            boolean rings = scaled >= ANOMALOUS;
            return new Verdict(
                    scaled,
                    middle - half,
                    middle + half,
                    rings == anomalous() ? reason : rings ? "beyond what is expected" : AS_USUAL);
        }

        public boolean anomalous() {
            return score >= ANOMALOUS;
        }
    }
}
