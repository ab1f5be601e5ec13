package dev.tocsin.health.aggregate;

import dev.tocsin.health.admission.Timeliness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A slice of the last minute, or of the future: what views hold of it, apart from what they do not hold yet and from what
 * they will never hold. Its row has all three.
 *
 * <p>Kept apart even while the slice is open, since another partition may be read behind and keep it open: what views hold
 * must not depend on that.
 */
final class RecentSlice {

    /** What the next view holds. */
    private final Aggregate judged;
    /** What came late, by the end of the first view that holds it. */
    private final SortedMap<Long, Aggregate> waiting = new TreeMap<>();
    /** Corrections, null if there are none. */
    private Aggregate corrections;

    RecentSlice() {
        this(new Aggregate());
    }

    private RecentSlice(Aggregate judged) {
        this.judged = judged;
    }

    /** @param clock views that end at or before it have been made */
    void merge(Aggregate cell, long start, Timeliness timeliness, long clock) {
        if (!timeliness.isJudged()) {
            if (corrections == null) {
                corrections = new Aggregate();
            }
            corrections.merge(cell);
        } else if (timeliness == Timeliness.ON_TIME || timeliness.firstView(start) <= clock) {
            judged.merge(cell);
        } else {
            waiting.computeIfAbsent(timeliness.firstView(start), absent -> new Aggregate())
                    .merge(cell);
        }
    }

    /** What a view holds that ends then, and every later one; they are asked for in ascending order. */
    Aggregate judgedBy(long end) {
        while (!waiting.isEmpty() && waiting.firstKey() <= end) {
            judged.merge(waiting.remove(waiting.firstKey()));
        }
        return judged;
    }

    /** All of it, as its row tells; not to be changed. */
    Aggregate whole() {
        if (waiting.isEmpty() && corrections == null) {
            return judged;
        }
        Aggregate whole = judged.copy();
        waiting.values().forEach(whole::merge);
        if (corrections != null) {
            whole.merge(corrections);
        }
        return whole;
    }

    void write(DataOutput out) throws IOException {
        judged.write(out);
        out.writeByte(waiting.size());
        for (Map.Entry<Long, Aggregate> late : waiting.entrySet()) {
            out.writeLong(late.getKey());
            late.getValue().write(out);
        }
        out.writeBoolean(corrections != null);
        if (corrections != null) {
            corrections.write(out);
        }
    }

    static RecentSlice read(DataInput in) throws IOException {
        RecentSlice slice = new RecentSlice(Aggregate.read(in));
        for (int left = in.readByte(); left > 0; left--) {
            slice.waiting.put(in.readLong(), Aggregate.read(in));
        }
        slice.corrections = in.readBoolean() ? Aggregate.read(in) : null;
        return slice;
    }
}
