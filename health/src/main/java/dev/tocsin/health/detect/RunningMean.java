package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A mean in one pass: of all values at first, and exponentially smoothed from then on where a new value would weigh less than
 * the least weight. Not thread-safe.
 */
final class RunningMean {

    private final double leastWeight;
    private long count;
    private double mean;

    /** @param leastWeight of a new value, 0 to 1; 0 for the mean of all values */
    RunningMean(double leastWeight) {
        this.leastWeight = leastWeight;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** 0 before there was any value. */
    double mean() {
        return mean;
    }

    void add(double value) {
        count++;
        mean += Math.max(leastWeight, 1.0 / count) * (value - mean);
    }

    void clear() {
        count = 0;
        mean = 0;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(mean);
    }

    void read(DataInput in) throws IOException {
        count = in.readLong();
        mean = in.readDouble();
    }
}
