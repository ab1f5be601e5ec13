package dev.tocsin.health.detect;

import dev.tocsin.health.detect.Detector.Verdict;

/**
 * What a value should be like, and how one is judged by that.
 *
 * @param middle what is expected
 * @param deviation how far values usually are from it, as a standard deviation; not negative
 * @param tolerance so many deviations from the middle are the alarm limit
 */
record Expectation(double middle, double deviation, double tolerance) {

    /** Larger values are taken for this one, so that their squares are finite and floats can hold them. */
    private static final double LARGEST = 1e38;
    /** However steady a series is, so much of the middle to either side is taken for rounding. */
    private static final double ROUNDING = 0.01;
    /** Nobody counts more deviations than that. */
    private static final double FAR = 100;

    /**
     * The value as the arithmetic takes it.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    static double bounded(double value) {
        Detector.requireFinite(value);
        return Math.max(-LARGEST, Math.min(LARGEST, value));
    }

    /**
     * A score of one half at the limit, more beyond.
     *
     * @param expected names the middle in the reason, such as "the forecast"
     */
    Verdict judge(double value, String expected) {
        double limit = Math.max(tolerance * deviation, ROUNDING * Math.abs(middle));
        double distance = Math.abs(value - middle);
        double score = distance == 0 ? 0 : distance / (distance + limit);
        return new Verdict(
                score,
                middle - limit,
                middle + limit,
                score < Verdict.ANOMALOUS ? Detector.AS_USUAL : reason(value, tolerance * distance / limit, expected));
    }

    private String reason(double value, double deviations, String expected) {
        String side = value > middle ? " above " : " below ";
        return (deviations < FAR ? Math.round(deviations) + " deviations" : "far") + side + expected;
    }
}
