package dev.tocsin.testkit.oracle;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** One aggregate as it must be: every value is kept, everything else is counted from them. Not thread-safe. */
public final class ExpectedRow {

    private final Map<String, Long> byStatus = new HashMap<>();
    private long[] values = new long[8];
    private int measured;
    private boolean isSorted;
    private long satisfied;
    private long tolerating;
    private long slow;
    private long coveredMs;

    void add(Reading reading) {
        String status = reading.status();
        Long value = reading.value();
        long apdexScaled = reading.apdexScaled();
        byStatus.merge(status, 1L, Long::sum);
        coveredMs += reading.intervalMs();
        if (value == null) {
            return;
        }
        if (measured == values.length) {
            values = Arrays.copyOf(values, 2 * measured);
        }
        values[measured++] = value;
        isSorted = false;
        slow += apdexScaled > 0 && value > apdexScaled ? 1 : 0;
        boolean failed = status.equals("warn") || status.equals("error") || status.equals("down");
        if (!failed && apdexScaled > 0) {
            satisfied += value <= apdexScaled ? 1 : 0;
            tolerating += value > apdexScaled && value <= 4 * apdexScaled ? 1 : 0;
        }
    }

    public long observations() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }

    public long count(String status) {
        return byStatus.getOrDefault(status, 0L);
    }

    public long measured() {
        return measured;
    }

    public long satisfied() {
        return satisfied;
    }

    public long tolerating() {
        return tolerating;
    }

    public long slow() {
        return slow;
    }

    public long coveredMs() {
        return coveredMs;
    }

    public BigInteger sum() {
        return Arrays.stream(sorted()).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    public long min() {
        return measured == 0 ? 0 : sorted()[0];
    }

    public long max() {
        return measured == 0 ? 0 : sorted()[measured - 1];
    }

    /** The exact percentile by linear interpolation between closest ranks, scaled. */
    public double percentile(double percent) {
        long[] sorted = sorted();
        double rank = (measured - 1) * percent / 100;
        int below = (int) Math.floor(rank);
        double low = sorted[below];
        return below + 1 == measured ? low : low + (rank - below) * (sorted[below + 1] - low);
    }

    /** The bytes that the sketch of these values must have. */
    public byte[] sketch() {
        return ExpectedSketch.of(sorted());
    }

    private long[] sorted() {
        if (!isSorted) {
            values = Arrays.copyOf(values, Math.max(1, measured));
            Arrays.sort(values, 0, measured);
            isSorted = true;
        }
        return measured == values.length ? values : Arrays.copyOf(values, measured);
    }
}
