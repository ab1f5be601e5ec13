package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Limits that are learned once and never change: the mean of the warm-up and {@value #TOLERANCE} standard deviations to either
 * side (Shewhart, Economic Control of Quality of Manufactured Product, 1931). Whatever the series does beyond them stays an
 * alarm for as long as it lasts. A baseline to compare other detectors with.
 */
public final class StaticThreshold implements Detector {

    private static final int VERSION = 1;
    private static final int LEAST_WARM_UP = 2;
    private static final double TOLERANCE = 3;

    private final WarmUp warmUp;
    private final Moments first = new Moments(0, 0);

    /**
     * @param warmUp values to learn the limits from, {@value #LEAST_WARM_UP} or more
     * @throws IllegalArgumentException if there are fewer
     */
    public StaticThreshold(int warmUp) {
        this(new WarmUp(warmUp, LEAST_WARM_UP));
    }

    private StaticThreshold(WarmUp warmUp) {
        this.warmUp = warmUp;
    }

    @Override
    public Verdict observe(long timestamp, double value) {
        double bounded = Expectation.bounded(value);
        if (warmUp.isOver()) {
            return first.expectation(TOLERANCE).judge(bounded, "the mean of the first values");
        }
        Verdict verdict = warmUp.learning();
        warmUp.count();
        first.add(bounded);
        return verdict;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        warmUp.write(out, VERSION);
        first.write(out);
    }

    /** Reads one that {@link #write} wrote. */
    public static StaticThreshold read(DataInput in) throws IOException {
        StaticThreshold detector = new StaticThreshold(WarmUp.read(in, VERSION, "a static threshold"));
        detector.first.read(in);
        return detector;
    }
}
