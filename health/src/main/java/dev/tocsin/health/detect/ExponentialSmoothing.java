package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A control chart whose centre is the exponentially smoothed mean (Roberts, Technometrics 1, 1959), the forecast of the next
 * value, and whose limits are {@value #TOLERANCE} smoothed standard deviations of the errors of that forecast (MacGregor and
 * Harris, Journal of Quality Technology 25, 1993). Both weights are within 0.05 to 0.25, which Montgomery, Introduction to
 * Statistical Quality Control, recommends; the variance has the smallest, since single squares are far apart.
 *
 * <p>Gets used to a new level within some ten values and knows no seasons. A baseline to compare other detectors with.
 */
public final class ExponentialSmoothing implements Detector {

    private static final int VERSION = 1;
    private static final int LEAST_WARM_UP = 2;
    private static final double TOLERANCE = 3;
    private static final double MEAN_WEIGHT = 0.2;
    private static final double VARIANCE_WEIGHT = 0.05;

    private final WarmUp warmUp;
    private final Moments latest = new Moments(MEAN_WEIGHT, VARIANCE_WEIGHT);

    /**
     * @param warmUp values to learn from before the first alarm, {@value #LEAST_WARM_UP} or more
     * @throws IllegalArgumentException if there are fewer
     */
    public ExponentialSmoothing(int warmUp) {
        this(new WarmUp(warmUp, LEAST_WARM_UP));
    }

    private ExponentialSmoothing(WarmUp warmUp) {
        this.warmUp = warmUp;
    }

    @Override
    public Verdict observe(long timestamp, double value) {
        double bounded = Expectation.bounded(value);
        Verdict verdict = warmUp.isOver()
                ? latest.expectation(TOLERANCE).judge(bounded, "the mean of the latest values")
                : warmUp.learning();
        warmUp.count();
        latest.add(bounded);
        return verdict;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        warmUp.write(out, VERSION);
        latest.write(out);
    }

    /** Reads one that {@link #write} wrote. */
    public static ExponentialSmoothing read(DataInput in) throws IOException {
        ExponentialSmoothing detector = new ExponentialSmoothing(WarmUp.read(in, VERSION, "an exponential smoothing"));
        detector.latest.read(in);
        return detector;
    }
}
