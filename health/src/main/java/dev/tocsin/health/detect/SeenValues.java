package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Which values a series has shown lately, sorted, no two of them closer than 1/256 of their range: what is nearer to one that
 * is known only brings that one to mind again. A value that was not seen for {@code memory} additions is forgotten. If there
 * are too many, the two that are nearest to each other become one. Not thread-safe.
 */
final class SeenValues {

    /** As a part of the range. */
    private static final double RESOLUTION = 1.0 / 256;

    private static final double FARTHEST = 1e38;
    /** The first values are all far from each other. */
    private static final int SETTLING = 8;

    private final int capacity;
    private final int memory;
    private final float[] values;
    private final int[] seenAt;
    private double origin;
    private int size;
    private int additions;

    SeenValues(int capacity, int memory) {
        this.capacity = capacity;
        this.memory = memory;
        this.values = new float[capacity + 1];
        this.seenAt = new int[capacity + 1];
    }

    /** Whether it has seen enough for a distance to mean something. */
    boolean isSettled() {
        return additions >= SETTLING;
    }

    double highest() {
        return origin + values[size - 1];
    }

    double lowest() {
        return origin + values[0];
    }

    /**
     * How far a value is from the nearest that was seen, 0 to 1 of the range that it would make; 0 before enough were.
     *
     * @param leastRange a smaller one is taken for rounding
     */
    double distance(double value, double leastRange) {
        if (!isSettled() || size == 0) {
            return 0;
        }
        return nearest(value, leastRange);
    }

    private double nearest(double value, double leastRange) {
        float offset = offset(value);
        int above = firstNotBelow(offset);
        double nearest = Double.MAX_VALUE;
        if (above > 0) {
            nearest = (double) offset - values[above - 1];
        }
        if (above < size) {
            nearest = Math.min(nearest, (double) values[above] - offset);
        }
        return nearest == 0 ? 0 : Math.min(1, nearest / range(offset, leastRange));
    }

    /** Floats from the first value on, so that a small change of a large value is kept. */
    private float offset(double value) {
        return (float) Math.max(-FARTHEST, Math.min(FARTHEST, value - origin));
    }

    private double range(float offset, double leastRange) {
        double high = Math.max(values[size - 1], offset);
        double low = Math.min(values[0], offset);
        return Math.max(high - low, leastRange);
    }

    private int firstNotBelow(float offset) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void add(double value, double leastRange) {
        additions++;
        if (size == 0 && additions == 1) {
            origin = value;
        }
        forget();
        float offset = offset(value);
        int at = firstNotBelow(offset);
        if (size > 0 && nearest(value, leastRange) <= RESOLUTION) {
            refresh(at, offset);
        } else {
            insert(at, offset);
            if (size > capacity) {
                mergeNearest();
            }
        }
    }

    private void forget() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (additions - seenAt[i] <= memory) {
                values[kept] = values[i];
                seenAt[kept++] = seenAt[i];
            }
        }
        size = kept;
    }

    private void refresh(int above, float offset) {
        int nearest =
                above == size || above > 0 && offset - values[above - 1] < values[above] - offset ? above - 1 : above;
        seenAt[nearest] = additions;
        // The ends move outwards, so that the range is exact.
        if (nearest == 0) {
            values[0] = Math.min(values[0], offset);
        }
        if (nearest == size - 1) {
            values[nearest] = Math.max(values[nearest], offset);
        }
    }

    private void insert(int at, float offset) {
        System.arraycopy(values, at, values, at + 1, size - at);
        System.arraycopy(seenAt, at, seenAt, at + 1, size - at);
        values[at] = offset;
        seenAt[at] = additions;
        size++;
    }

    private void mergeNearest() {
        int left = 0;
        float least = Float.MAX_VALUE;
        for (int i = 0; i + 1 < size; i++) {
            float gap = values[i + 1] - values[i];
            if (gap < least) {
                least = gap;
                left = i;
            }
        }
        // Of the ends the outer one stays.
        boolean keepRight = left + 2 == size || left > 0 && seenAt[left + 1] > seenAt[left];
        if (keepRight) {
            values[left] = values[left + 1];
        }
        seenAt[left] = Math.max(seenAt[left], seenAt[left + 1]);
        System.arraycopy(values, left + 2, values, left + 1, size - left - 2);
        System.arraycopy(seenAt, left + 2, seenAt, left + 1, size - left - 2);
        size--;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(origin);
        out.writeInt(additions);
        out.writeShort(size);
        for (int i = 0; i < size; i++) {
            out.writeFloat(values[i]);
            out.writeShort(additions - seenAt[i]);
        }
    }

    void read(DataInput in) throws IOException {
        origin = in.readDouble();
        additions = in.readInt();
        size = in.readUnsignedShort();
        for (int i = 0; i < size; i++) {
            values[i] = in.readFloat();
            seenAt[i] = additions - in.readUnsignedShort();
        }
    }
}
