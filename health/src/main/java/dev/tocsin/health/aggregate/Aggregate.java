package dev.tocsin.health.aggregate;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.sketch.Sketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * What observations amount to: counts, an exact sum, extremes and a sketch. All integers, so merging is associative and
 * commutative and the result does not depend on order, parallelism or replay.
 *
 * <p>Mutable and not thread-safe: it is the accumulator of the hot path. Values are scaled, see
 * {@link dev.tocsin.events.Unit#scale()}.
 */
public final class Aggregate {

    static final CheckStatus[] STATUSES = CheckStatus.values();

    final long[] byStatus = new long[STATUSES.length];
    long measured;

    long satisfied;
    long tolerating;
    long slow;
    long coveredMs;
    /** The sum's upper and lower 64 bits; a sum of values up to 2^40 leaves 63 bits only after 2^23 of them. */
    long sumHigh;

    long sumLow;
    long min = Long.MAX_VALUE;
    long max;
    final Sketch sketch;

    public Aggregate() {
        this(new Sketch());
    }

    Aggregate(Sketch sketch) {
        this.sketch = sketch;
    }

    public void add(Observation observation) {
        add(observation.status(), observation.value(), observation.apdexThreshold(), observation.intervalMs());
    }

    /**
     * Adds one observation.
     *
     * @param value scaled, or {@link Observation#NO_VALUE}
     * @param apdexThreshold T scaled as the value is, 0 where Apdex does not apply
     */
    public void add(CheckStatus status, long value, long apdexThreshold, long intervalMs) {
        byStatus[status.ordinal()]++;
        coveredMs += intervalMs;
        if (value < 0) {
            return;
        }
        measured++;
        addToSum(0, value);
        min = Math.min(min, value);
        max = Math.max(max, value);
        sketch.add(value);
        if (apdexThreshold > 0) {
            boolean quick = value <= apdexThreshold;
            slow += quick ? 0 : 1;
            if (!status.failed()) {
                satisfied += quick ? 1 : 0;
                tolerating += !quick && value <= 4 * apdexThreshold ? 1 : 0;
            }
        }
    }

    /** Adds all that another has seen; the other stays as it is. */
    public void merge(Aggregate other) {
        for (int i = 0; i < byStatus.length; i++) {
            byStatus[i] += other.byStatus[i];
        }
        measured += other.measured;
        satisfied += other.satisfied;
        tolerating += other.tolerating;
        slow += other.slow;
        coveredMs += other.coveredMs;
        addToSum(other.sumHigh, other.sumLow);
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        sketch.merge(other.sketch);
    }

    public Aggregate copy() {
        Aggregate copy = new Aggregate(sketch.copy());
        System.arraycopy(byStatus, 0, copy.byStatus, 0, byStatus.length);
        copy.measured = measured;
        copy.satisfied = satisfied;
        copy.tolerating = tolerating;
        copy.slow = slow;
        copy.coveredMs = coveredMs;
        copy.sumHigh = sumHigh;
        copy.sumLow = sumLow;
        copy.min = min;
        copy.max = max;
        return copy;
    }

    public boolean isEmpty() {
        return observations() == 0;
    }

    /** All results, with a value or without. */
    public long observations() {
        long all = 0;
        for (long amount : byStatus) {
            all += amount;
        }
        return all;
    }

    public long count(CheckStatus status) {
        return byStatus[status.ordinal()];
    }

    /** Results that count as failed. */
    public long failed() {
        return count(CheckStatus.WARN) + count(CheckStatus.ERROR) + count(CheckStatus.DOWN);
    }

    /** Results that say something about the service: all but those of a blind prober. */
    public long known() {
        return observations() - count(CheckStatus.UNKNOWN);
    }

    /** Results that have a value. */
    public long measured() {
        return measured;
    }

    public long satisfied() {
        return satisfied;
    }

    public long tolerating() {
        return tolerating;
    }

    /** Answers that took longer than T, failed ones too. */
    public long slow() {
        return slow;
    }

    /** The time that the observations stand for, summed, ms. */
    public long coveredMs() {
        return coveredMs;
    }

    public BigInteger sum() {
        if (sumHigh == 0 && sumLow >= 0) {
            return BigInteger.valueOf(sumLow);
        }
        return BigInteger.valueOf(sumHigh).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(sumLow)));
    }

    /** The smallest value, 0 if none was measured. */
    public long min() {
        return measured == 0 ? 0 : min;
    }

    /** The largest value, 0 if none was measured. */
    public long max() {
        return max;
    }

    /** The mean of the values, scaled; NaN if none was measured. */
    public double mean() {
        return measured == 0 ? Double.NaN : (sumHigh * 0x1p64 + unsigned(sumLow)) / measured;
    }

    /** A percentile of the values, scaled; NaN if none was measured. See {@link Sketch#percentile}. */
    public double percentile(double percent) {
        return sketch.percentile(percent, min(), max());
    }

    public Sketch sketch() {
        return sketch;
    }

    public AggregateRow toRow(SeriesKey series, Resolution resolution, long windowStart, boolean partial) {
        return new AggregateRow(
                series,
                resolution,
                windowStart,
                partial,
                observations(),
                count(CheckStatus.OK),
                count(CheckStatus.WARN),
                count(CheckStatus.ERROR),
                count(CheckStatus.DOWN),
                count(CheckStatus.UNKNOWN),
                measured,
                satisfied,
                tolerating,
                slow,
                coveredMs,
                sum(),
                min(),
                max(),
                sketch.encode());
    }

    public static Aggregate of(AggregateRow row) {
        Aggregate aggregate = new Aggregate(Sketch.decode(row.sketch()));
        aggregate.byStatus[CheckStatus.OK.ordinal()] = row.ok();
        aggregate.byStatus[CheckStatus.WARN.ordinal()] = row.warn();
        aggregate.byStatus[CheckStatus.ERROR.ordinal()] = row.error();
        aggregate.byStatus[CheckStatus.DOWN.ordinal()] = row.down();
        aggregate.byStatus[CheckStatus.UNKNOWN.ordinal()] = row.unknown();
        aggregate.measured = row.measured();
        aggregate.satisfied = row.satisfied();
        aggregate.tolerating = row.tolerating();
        aggregate.slow = row.slow();
        aggregate.coveredMs = row.coveredMs();
        aggregate.sumHigh = row.sum().shiftRight(64).longValueExact();
        aggregate.sumLow = row.sum().longValue();
        aggregate.min = row.measured() == 0 ? Long.MAX_VALUE : row.min();
        aggregate.max = row.max();
        return aggregate;
    }

    /** Writes the binary form that state and the shuffle carry; equal aggregates have equal bytes. */
    public void write(DataOutput out) throws IOException {
        byte[] bytes = AggregateCodec.pack(this);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static Aggregate read(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return AggregateCodec.unpack(bytes, 0, bytes.length);
    }

    void addToSum(long high, long low) {
        long newLow = sumLow + low;
        long carry = Long.compareUnsigned(newLow, sumLow) < 0 ? 1 : 0;
        sumLow = newLow;
        sumHigh += high + carry;
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }
}
