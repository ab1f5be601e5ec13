package dev.tocsin.health.rules;

import dev.tocsin.health.aggregate.EventCounts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts by stretches of equal length, of which it keeps the newest; 12 bytes each once there are any. A stretch counts up to
 * 2^31 − 1. Times ascend.
 */
final class CountRing {

    private static final int FIELDS = 3;
    private static final int[] NOTHING = {};
    /** Coverage is kept in tenths of a second, so that an hour of many checks has room. */
    private static final int COVERED_UNIT_MS = 100;

    private final long step;
    private final int size;
    /** Known, failed and covered of each stretch; empty until there is something to count. */
    private int[] counts = NOTHING;
    /** The number of the newest stretch. */
    private long newest;

    CountRing(long step, int size) {
        this.step = step;
        this.size = size;
    }

    void add(long time, EventCounts more) {
        if (counts.length == 0) {
            if (more.known() == 0) {
                return;
            }
            counts = new int[size * FIELDS];
            newest = Math.floorDiv(time, step);
        }
        long stretch = Math.floorDiv(time, step);
        for (long skipped = Math.max(newest + 1, stretch - size + 1); skipped <= stretch; skipped++) {
            Arrays.fill(counts, place(skipped), place(skipped) + FIELDS, 0);
        }
        newest = Math.max(newest, stretch);
        int place = place(stretch);
        counts[place] = saturated(counts[place] + more.known());
        counts[place + 1] = saturated(counts[place + 1] + more.failed());
        counts[place + 2] = saturated(counts[place + 2] + more.coveredMs() / COVERED_UNIT_MS);
    }

    /** The counts of so much time up to the newest stretch, which may still be open. */
    EventCounts last(long millis) {
        EventCounts sum = EventCounts.NONE;
        if (counts.length == 0) {
            return sum;
        }
        for (long stretch = newest - millis / step + 1; stretch <= newest; stretch++) {
            int place = place(stretch);
            sum = sum.plus(
                    new EventCounts(counts[place], counts[place + 1], (long) counts[place + 2] * COVERED_UNIT_MS));
        }
        return sum;
    }

    private int place(long stretch) {
        return Math.floorMod(stretch, size) * FIELDS;
    }

    private static int saturated(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(newest);
        out.writeInt(counts.length);
        for (int count : counts) {
            out.writeInt(count);
        }
    }

    void read(DataInput in) throws IOException {
        newest = in.readLong();
        int length = in.readInt();
        counts = length == 0 ? NOTHING : new int[length];
        for (int i = 0; i < length; i++) {
            counts[i] = in.readInt();
        }
    }
}
