package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How surprising a distance is for one series: how many times that distance which nearly all of its earlier ones stayed below.
 * Earlier distances are counted in bins, each {@value #RATIO} times as wide as the one before, from 0.002 to 1. Not
 * thread-safe.
 */
final class Calibration {

    /** Distances needed before the first answer. */
    static final int LEAST = 20;

    /** A series whose values never leave each other by more is still allowed so much: three hundredths of its range. */
    private static final double LEAST_DISTANCE = 0.03;

    private static final int BINS = 48;
    private static final double FINEST = 0.002;
    /** The 46th root of 500, so that the last bin ends at 1. */
    static final double RATIO = 1.14465;
    /** Then all counts are halved, so that old times fade. */
    private static final int FULL = 20_000;

    private static final double[] EDGES = edges();

    private final double nearlyAll;
    private final int[] counts = new int[BINS];
    private int total;

    /** @param nearlyAll the part of earlier distances that counts as usual, such as 0.98 */
    Calibration(double nearlyAll) {
        this.nearlyAll = nearlyAll;
    }

    private static double[] edges() {
        double[] edges = new double[BINS];
        double edge = FINEST;
        for (int i = 0; i < BINS; i++) {
            edges[i] = edge;
            edge *= RATIO;
        }
        return edges;
    }

    /** 1 is as far as hardly ever; 0 while there is too little to compare with. */
    double surprise(double distance) {
        return total < LEAST ? 0 : distance / Math.max(LEAST_DISTANCE, usual());
    }

    private double usual() {
        int below = (int) (nearlyAll * total);
        int bin = 0;
        for (int sum = counts[0]; sum <= below && bin < BINS - 1; sum += counts[bin]) {
            bin++;
        }
        return EDGES[bin];
    }

    void add(double distance) {
        int bin = 0;
        while (bin < BINS - 1 && distance > EDGES[bin]) {
            bin++;
        }
        counts[bin]++;
        total++;
        if (total == FULL) {
            total = 0;
            for (int i = 0; i < BINS; i++) {
                counts[i] >>= 1;
                total += counts[i];
            }
        }
    }

    void write(DataOutput out) throws IOException {
        for (int count : counts) {
            out.writeShort(count);
        }
    }

    void read(DataInput in) throws IOException {
        total = 0;
        for (int i = 0; i < BINS; i++) {
            counts[i] = in.readUnsignedShort();
            total += counts[i];
        }
    }
}
