package dev.tocsin.health.sketch;

import dev.tocsin.health.bytes.ByteReader;
import dev.tocsin.health.bytes.ByteWriter;
import java.util.Arrays;

/**
 * A distribution of scaled values from 0 to 2^40: exact while small, then an exponential histogram with integer counts.
 *
 * <p>Up to {@value #EXACT_LIMIT} values it keeps each of them; beyond, only counts per bucket, with a relative error of at
 * most 1.09 %. Which of the two depends on the number of values alone, so merging is associative and commutative, and two
 * sketches of the same values are equal to the byte whatever the order in which they were made. A t-digest or KLL would be
 * smaller but depends on that order; DDSketch's usual mapping has the same error but computes logarithms on each insert.
 *
 * <p>Mutable and not thread-safe: it is the accumulator of the hot path.
 */
public final class Sketch {

    /** The largest number of values that are kept exactly. */
    public static final int EXACT_LIMIT = 64;

    static final int VERSION = 1;

    private static final int INITIAL_CAPACITY = 4;
    /** How far the bucket array grows beyond what is needed, on the side where it is needed. */
    private static final int HEADROOM = 16;

    private long count;
    /**
     * The values in ascending order while there are at most {@link #EXACT_LIMIT}, otherwise null. Kept in order on the way
     * in, so that reading changes nothing: a checkpoint is written by another thread, while the owner copies the same sketch.
     */
    private long[] exact;

    /** Counts of the buckets from {@link #first} on, null while exact. */
    private long[] buckets;

    private int first;

    public Sketch() {
        this(new long[INITIAL_CAPACITY], 0);
    }

    /** Of at most {@link #EXACT_LIMIT} values in ascending order; the array becomes the sketch's own. */
    Sketch(long[] ascending) {
        this(ascending, ascending.length);
    }

    private Sketch(long[] exact, int count) {
        this.exact = exact;
        this.count = count;
    }

    /** Of more values, by the counts of the buckets from the first on; the array becomes the sketch's own. */
    Sketch(long count, int first, long[] buckets) {
        this.count = count;
        this.first = first;
        this.buckets = buckets;
    }

    /** Adds one value; it must be from 0 to 2^40. */
    public void add(long value) {
        if (exact != null) {
            if (count < EXACT_LIMIT) {
                reserveExact((int) count + 1);
                insert(value);
                return;
            }
            spill();
        }
        increment(BucketBounds.indexOf(value), 1);
        count++;
    }

    /** Adds all of another's values; the other stays as it is. */
    public void merge(Sketch other) {
        if (other.exact != null) {
            if (exact != null && count + other.count <= EXACT_LIMIT) {
                mergeExact(other);
            } else {
                for (int i = 0; i < other.count; i++) {
                    add(other.exact[i]);
                }
            }
            return;
        }
        if (count == 0) {
            become(other);
            return;
        }
        if (exact != null) {
            spill();
        }
        reserve(other.first, other.first + other.buckets.length - 1);
        int shift = other.first - first;
        for (int i = 0; i < other.buckets.length; i++) {
            buckets[i + shift] += other.buckets[i];
        }
        count += other.count;
    }

    private void become(Sketch other) {
        exact = null;
        buckets = other.buckets.clone();
        first = other.first;
        count = other.count;
    }

    public Sketch copy() {
        return exact != null
                ? new Sketch(Arrays.copyOf(exact, (int) count))
                : new Sketch(count, first, buckets.clone());
    }

    /** The number of values. */
    public long count() {
        return count;
    }

    /** Whether percentiles are exact because every value is still known. */
    public boolean isExact() {
        return exact != null;
    }

    /** How many values are above a limit, to the precision of a bucket. */
    public long countAbove(long limit) {
        if (exact != null) {
            return Arrays.stream(exact, 0, (int) count)
                    .filter(value -> value > limit)
                    .count();
        }
        int from = Math.max(0, BucketBounds.indexOf(limit) + 1 - first);
        return from >= buckets.length
                ? 0
                : Arrays.stream(buckets, from, buckets.length).sum();
    }

    /**
     * The value at rank (count − 1) · percent / 100, interpolated linearly between the two closest ranks (the definition
     * called R-7, and NumPy's default).
     *
     * @param percent 0 to 100
     * @param min the smallest value added, which a bucket alone would not tell exactly
     * @param max the largest value added
     * @return a scaled value, or NaN of an empty sketch
     */
    public double percentile(double percent, long min, long max) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent must be 0 to 100, not " + percent);
        }
        if (count == 0) {
            return Double.NaN;
        }
        double rank = (count - 1) * percent / 100;
        long below = (long) rank;
        double fraction = rank - below;
        double low = atRank(below, min, max);
        return fraction == 0 ? low : low + fraction * (atRank(below + 1, min, max) - low);
    }

    /**
     * The canonical bytes: a version, then either the values in ascending order or the buckets that are not empty, both as
     * LEB128 differences. Equal distributions have equal bytes.
     */
    public byte[] encode() {
        return SketchCodec.encode(this);
    }

    /** @throws IllegalArgumentException if the bytes are not an encoded sketch of a version known here */
    public static Sketch decode(byte[] bytes) {
        return SketchCodec.decode(bytes);
    }

    /** Adds all values of an encoded sketch, which is read to its end, without making an object of it. */
    public void mergeEncoded(ByteReader in) {
        SketchCodec.addTo(this, in);
    }

    /** Writes the values alone, without their number, while {@link #isExact}. */
    public void writeValues(ByteWriter out) {
        SketchCodec.writeValues(this, out);
    }

    /** Reads so many values as {@link #writeValues} wrote. */
    public static Sketch readValues(long amount, ByteReader in) {
        return SketchCodec.readValues(amount, in);
    }

    /** The sum of the values while {@link #isExact}: of 64 values up to 2^40, at most 2^46. */
    public long exactSum() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += exact[i];
        }
        return sum;
    }

    /** The smallest value of a sketch that {@link #isExact} and not empty. */
    public long exactMin() {
        return exact[0];
    }

    /** The largest value of a sketch that {@link #isExact} and not empty. */
    public long exactMax() {
        return exact[(int) count - 1];
    }

    /** The values in ascending order; the array is the sketch's own and may be longer than {@link #count()}. */
    long[] sortedValues() {
        return exact;
    }

    int firstBucket() {
        return first;
    }

    long[] buckets() {
        return buckets;
    }

    private double atRank(long rank, long min, long max) {
        if (exact != null) {
            return exact[(int) rank];
        }
        if (rank == 0) {
            return min;
        }
        if (rank == count - 1) {
            return max;
        }
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen > rank) {
                return Math.max(min, Math.min(max, BucketBounds.representative(first + i)));
            }
        }
        throw new IllegalStateException("rank " + rank + " of " + count);
    }

    private void reserveExact(int needed) {
        if (needed > exact.length) {
            int doubled = Math.max(INITIAL_CAPACITY, exact.length * 2);
            exact = Arrays.copyOf(exact, Math.min(EXACT_LIMIT, Math.max(needed, doubled)));
        }
    }

    /** Merges two ascending arrays into one, from their ends, so that the first can hold the result. */
    private void mergeExact(Sketch other) {
        int mine = (int) count - 1;
        int theirs = (int) other.count - 1;
        count += other.count;
        reserveExact((int) count);
        for (int i = (int) count - 1; theirs >= 0; i--) {
            boolean takeMine = mine >= 0 && exact[mine] > other.exact[theirs];
            exact[i] = takeMine ? exact[mine--] : other.exact[theirs--];
        }
    }

    private void insert(long value) {
        int position = (int) count++;
        // Measured: half the time of a binary search and a copy.
        while (position > 0 && exact[position - 1] > value) {
            exact[position] = exact[position - 1];
            position--;
        }
        exact[position] = value;
    }

    private void spill() {
        long[] values = exact;
        exact = null;
        if (count > 0) {
            reserve(BucketBounds.indexOf(values[0]), BucketBounds.indexOf(values[(int) count - 1]));
        }
        for (int i = 0; i < count; i++) {
            increment(BucketBounds.indexOf(values[i]), 1);
        }
    }

    /** Adds so many values of a bucket; there must be more than {@link #EXACT_LIMIT} of them in the end. */
    void addToBucket(int index, long amount) {
        if (exact != null) {
            spill();
        }
        increment(index, amount);
        count += amount;
    }

    private void increment(int index, long amount) {
        if (buckets == null || index < first || index >= first + buckets.length) {
            reserve(index, index);
        }
        buckets[index - first] += amount;
    }

    private void reserve(int low, int high) {
        if (buckets == null) {
            first = low;
            buckets = new long[high - low + 1];
            return;
        }
        int last = first + buckets.length - 1;
        if (low >= first && high <= last) {
            return;
        }
        int newFirst = low < first ? Math.max(0, low - HEADROOM) : first;
        int newLast = high > last ? Math.min(BucketBounds.COUNT - 1, high + HEADROOM) : last;
        long[] wider = new long[newLast - newFirst + 1];
        System.arraycopy(buckets, 0, wider, first - newFirst, buckets.length);
        buckets = wider;
        first = newFirst;
    }
}
