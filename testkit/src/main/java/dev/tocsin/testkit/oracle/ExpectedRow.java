package dev.tocsin.testkit.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One aggregate as it must be: every value is kept, everything else is counted from them. */
public final class ExpectedRow {

    private final Map<String, Long> byStatus = new HashMap<>();
    private final List<Long> values = new ArrayList<>();
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
        values.add(value);
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
        return values.size();
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
        return values.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    public long min() {
        return values.isEmpty() ? 0 : Collections.min(values);
    }

    public long max() {
        return values.isEmpty() ? 0 : Collections.max(values);
    }

    /** The exact percentile by linear interpolation between closest ranks, scaled. */
    public double percentile(double percent) {
        List<Long> sorted = values.stream().sorted().toList();
        double rank = (sorted.size() - 1) * percent / 100;
        int below = (int) Math.floor(rank);
        double low = sorted.get(below);
        return below + 1 == sorted.size() ? low : low + (rank - below) * (sorted.get(below + 1) - low);
    }

    /** The bytes that the sketch of these values must have. */
    public byte[] sketch() {
        return ExpectedSketch.of(values);
    }
}
