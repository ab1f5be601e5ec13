package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Judges the extreme of each block, which is its highest or lowest value, whichever is farther from the smoothed mean, by how
 * far it is from every such extreme of the past: as soon as it is there if it lies outside of all of them, else when the block
 * is complete. Not thread-safe.
 */
final class ExtremeNovelty {

    private static final int CAPACITY = 128;
    private static final double NEARLY_ALL = 0.98;

    private final int rows;
    private final SeenValues seen;
    private final Calibration calibration = new Calibration(NEARLY_ALL);
    private double smoothed = Double.NaN;
    private double high;
    private double low;
    private double sum;
    private int filled;
    private double extreme;
    private Place place = Place.UNKNOWN;

    /**
     * One that has seen nothing.
     *
     * @param rows values of a block
     * @param memory blocks after which an extreme is forgotten
     */
    ExtremeNovelty(int rows, int memory) {
        this.rows = rows;
        this.seen = new SeenValues(CAPACITY, memory);
    }

    /** How surprising the extreme is that this value brings or completes; 0 if it does neither. */
    double observe(double value, double rounding) {
        high = filled == 0 ? value : Math.max(high, value);
        low = filled == 0 ? value : Math.min(low, value);
        sum += value;
        filled++;
        double mean = sum / filled;
        double middle = Double.isNaN(smoothed) ? mean : (smoothed + mean) / 2;
        extreme = high - middle >= middle - low ? high : low;
        place = Place.of(extreme, seen);
        boolean complete = filled == rows;
        boolean judged = complete || extreme == value && place.isOutside();
        double distance = seen.distance(extreme, rounding);
        double surprise = judged ? calibration.surprise(distance) : 0;
        if (complete) {
            smoothed = middle;
            remember(distance, rounding);
        }
        return surprise;
    }

    private void remember(double distance, double rounding) {
        if (seen.isSettled()) {
            calibration.add(distance);
        }
        seen.add(extreme, rounding);
        // The other end of the block may have been judged as well, before the extreme came.
        double other = extreme == high ? low : high;
        if (Place.of(other, seen).isOutside()) {
            seen.add(other, rounding);
        }
        filled = 0;
        sum = 0;
    }

    /** Where the latest extreme was among all before its block. */
    Place place() {
        return place;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(smoothed);
        out.writeDouble(high);
        out.writeDouble(low);
        out.writeDouble(sum);
        out.writeShort(filled);
        seen.write(out);
        calibration.write(out);
    }

    void read(DataInput in) throws IOException {
        smoothed = in.readDouble();
        high = in.readDouble();
        low = in.readDouble();
        sum = in.readDouble();
        filled = in.readUnsignedShort();
        seen.read(in);
        calibration.read(in);
    }
}
