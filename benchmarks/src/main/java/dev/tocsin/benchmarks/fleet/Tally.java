package dev.tocsin.benchmarks.fleet;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.health.sketch.Sketch;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * What the results of one series in one window must amount to, counted from each of them.
 *
 * @param satisfied within the Apdex threshold and not failed
 * @param values scaled latencies of those that have one, ascending; not a copy
 */
public record Tally(long ok, long error, long down, long satisfied, long tolerating, long[] values) {

    public long count() {
        return ok + error + down;
    }

    public long failed() {
        return error + down;
    }

    /** Those above the Apdex threshold, failed or not. */
    public long slow() {
        return Arrays.stream(values)
                .filter(value -> value > 1_000L * FleetPlan.APDEX_MS)
                .count();
    }

    /** The sketch of the values. That sketches are what they should be is for the job's exactness test to prove. */
    public Sketch sketch() {
        Sketch sketch = new Sketch();
        for (long value : values) {
            sketch.add(value);
        }
        return sketch;
    }

    public long min() {
        return values.length == 0 ? 0 : values[0];
    }

    public long max() {
        return values.length == 0 ? 0 : values[values.length - 1];
    }

    /** The percentile that the sketch gives. */
    public double sketchedPercentile(double percent) {
        return sketch().percentile(percent, min(), max());
    }

    /** The percentile by linear interpolation between closest ranks. */
    public double exactPercentile(double percent) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double rank = (values.length - 1) * percent / 100;
        int below = (int) rank;
        double fraction = rank - below;
        return fraction == 0 ? values[below] : values[below] + fraction * (values[below + 1] - values[below]);
    }

    /** Whether a row of the job tells just this, to the byte of its sketch. */
    public boolean equalsRow(AggregateRow row) {
        return row.observations() == count()
                && row.ok() == ok
                && row.error() == error
                && row.down() == down
                && row.warn() == 0
                && row.unknown() == 0
                && row.measured() == values.length
                && row.satisfied() == satisfied
                && row.tolerating() == tolerating
                && row.slow() == slow()
                && row.coveredMs() == count() * FleetPlan.INTERVAL_MS
                && row.sum().equals(BigInteger.valueOf(Arrays.stream(values).sum()))
                && row.min() == min()
                && row.max() == max()
                && Arrays.equals(row.sketch(), sketch().encode());
    }
}
