package dev.tocsin.benchmarks.api;

import java.util.Arrays;

/** Measured times, ns. Not thread-safe. */
final class Timings {

    private long[] all = new long[1_024];
    private int size;

    void add(long nanos) {
        if (size == all.length) {
            all = Arrays.copyOf(all, size * 2);
        }
        all[size++] = nanos;
    }

    void addAll(Timings other) {
        for (int i = 0; i < other.size; i++) {
            add(other.all[i]);
        }
    }

    int size() {
        return size;
    }

    /** In ms, by linear interpolation between closest ranks; NaN if there is none. */
    double percentileMs(double percent) {
        if (size == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(all, size);
        Arrays.sort(sorted);
        double rank = (size - 1) * percent / 100;
        int below = (int) rank;
        double low = sorted[below];
        double high = sorted[Math.min(below + 1, size - 1)];
        return (low + (rank - below) * (high - low)) / 1e6;
    }
}
