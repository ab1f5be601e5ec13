package dev.tocsin.health.sketch;

import java.util.Arrays;

/** What the tests of sketches share. */
final class Sketches {

    static Sketch of(long... values) {
        Sketch sketch = new Sketch();
        for (long value : values) {
            sketch.add(value);
        }
        return sketch;
    }

    static double percentile(Sketch sketch, double percent, long[] values) {
        return sketch.percentile(
                percent,
                Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(0));
    }

    /** The exact answer: linear interpolation between closest ranks. */
    static double exactPercentile(long[] values, double percent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        double rank = (sorted.length - 1) * percent / 100;
        int below = (int) rank;
        double fraction = rank - below;
        return fraction == 0 ? sorted[below] : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
    }

    private Sketches() {}
}
