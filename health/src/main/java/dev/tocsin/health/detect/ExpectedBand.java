package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Between what values the next one is expected: around the usual value of that time of the day, or around the smoothed value
 * where that time is not known yet, as wide as values usually are away from it. It is told to people and decides nothing. Not
 * thread-safe.
 */
final class ExpectedBand {

    /** So many mean absolute deviations to either side, which is about three standard deviations. */
    private static final double WIDTH = 3.75;
    /** A value moves the band no more than one at its edge, however far it is. */
    private static final double MOST = WIDTH;
    /** However steady a series is, so much of its value to either side is told as expected. */
    private static final double LEAST = 0.01;

    private final double weight;
    private double smoothed = Double.NaN;
    private double deviation;

    /** @param values over so many the band is smoothed */
    ExpectedBand(int values) {
        this.weight = 1.0 / values;
    }

    /** What the value is like; 0 before there was any. */
    double smoothed() {
        return Double.isNaN(smoothed) ? 0 : smoothed;
    }

    double low(double usual) {
        double middle = middle(usual);
        return middle - halfWidth(middle);
    }

    double high(double usual) {
        double middle = middle(usual);
        return middle + halfWidth(middle);
    }

    private double middle(double usual) {
        return Double.isNaN(usual) ? smoothed : usual;
    }

    private double halfWidth(double middle) {
        return Math.max(WIDTH * deviation, LEAST * Math.abs(middle));
    }

    /** @param usual of the time of the day; NaN if it is not known */
    void add(double value, double usual) {
        if (Double.isNaN(smoothed)) {
            smoothed = value;
        }
        double away = Math.abs(value - middle(usual));
        if (deviation > 0) {
            away = Math.min(away, MOST * deviation);
        }
        deviation += weight * (away - deviation);
        smoothed += weight * (value - smoothed);
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(smoothed);
        out.writeDouble(deviation);
    }

    void read(DataInput in) throws IOException {
        smoothed = in.readDouble();
        deviation = in.readDouble();
    }
}
