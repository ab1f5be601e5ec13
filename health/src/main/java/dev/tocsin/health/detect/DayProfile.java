package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is usual at each quarter of an hour of the day: the mean of that quarter, smoothed over days. Days are UTC's, which
 * moves nothing, since only differences from the same time of other days count. Not thread-safe.
 */
final class DayProfile {

    private static final int QUARTERS = 96;
    private static final long QUARTER_MS = 900_000;
    /** Weight of the newest day. */
    private static final double NEWEST = 0.3;

    private final float[] usual = new float[QUARTERS];
    private long quarter = Long.MIN_VALUE;
    private double sum;
    private int count;

    DayProfile() {
        Arrays.fill(usual, Float.NaN);
    }

    /** The usual value at that time; NaN if that time of the day was never seen. */
    double usual(long timestamp) {
        return usual[index(Math.floorDiv(timestamp, QUARTER_MS))];
    }

    private static int index(long quarter) {
        return Math.floorMod(quarter, QUARTERS);
    }

    /** Learns a value; its quarter counts once the next has begun. */
    void add(long timestamp, double value) {
        long now = Math.floorDiv(timestamp, QUARTER_MS);
        if (now != quarter) {
            if (count > 0) {
                int index = index(quarter);
                double mean = sum / count;
                usual[index] =
                        (float) (Float.isNaN(usual[index]) ? mean : usual[index] + NEWEST * (mean - usual[index]));
            }
            quarter = now;
            sum = 0;
            count = 0;
        }
        sum += value;
        count++;
    }

    void write(DataOutput out) throws IOException {
        for (float value : usual) {
            out.writeFloat(value);
        }
        out.writeLong(quarter);
        out.writeDouble(sum);
        out.writeInt(count);
    }

    void read(DataInput in) throws IOException {
        for (int i = 0; i < QUARTERS; i++) {
            usual[i] = in.readFloat();
        }
        quarter = in.readLong();
        sum = in.readDouble();
        count = in.readInt();
    }
}
