package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean and standard deviation in one pass: of all values, or smoothed. The deviation of a smoothed mean is that of its errors
 * as a forecast of the next value. Not thread-safe.
 */
final class Moments {

    private final double meanWeight;
    private final RunningMean mean;
    private final RunningMean variance;

    /** Weights as those of {@link RunningMean}; that of the mean is less than 1. */
    Moments(double meanWeight, double varianceWeight) {
        this.meanWeight = meanWeight;
        this.mean = new RunningMean(meanWeight);
        this.variance = new RunningMean(varianceWeight);
    }

    Expectation expectation(double tolerance) {
        return new Expectation(mean.mean(), Math.sqrt(variance.mean()), tolerance);
    }

    void add(double value) {
        double before = mean.isEmpty() ? value : mean.mean();
        mean.add(value);
        // Without weights this is the variance of all values (Welford, Technometrics 4, 1962), with them the squared
        // error.
        variance.add((value - before) * (value - mean.mean()) / (1 - meanWeight));
    }

    void write(DataOutput out) throws IOException {
        mean.write(out);
        variance.write(out);
    }

    void read(DataInput in) throws IOException {
        mean.read(in);
        variance.read(in);
    }
}
