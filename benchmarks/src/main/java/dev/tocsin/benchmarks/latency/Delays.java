package dev.tocsin.benchmarks.latency;

import java.util.ArrayList;
import java.util.List;

/** Measured delays in ms. Thread-safe. */
final class Delays {

    private final List<Double> all = new ArrayList<>();
    private int missing;

    synchronized void add(double ms) {
        all.add(ms);
    }

    /** What was awaited did not come in time. */
    synchronized void missed() {
        missing++;
    }

    synchronized int size() {
        return all.size();
    }

    synchronized int missing() {
        return missing;
    }

    /** By linear interpolation between closest ranks; NaN if there is none. */
    synchronized double percentile(double percent) {
        if (all.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double rank = (sorted.length - 1) * percent / 100;
        int below = (int) rank;
        double fraction = rank - below;
        return fraction == 0 ? sorted[below] : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
    }
}
