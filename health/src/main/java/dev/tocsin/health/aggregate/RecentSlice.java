package dev.tocsin.health.aggregate;

import dev.tocsin.health.admission.Timeliness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A slice that is open, or that has something views do not hold: what they hold of it, apart from what they do not hold yet
 * and from what they will never hold. Its row has all three.
 *
 * <p>Kept apart even while the slice is open, since another partition may be read behind and keep it open: what views hold
 * must not depend on that.
 */
final class RecentSlice {

    private static final int LATE = Timeliness.CORRECTION.ordinal();

    private final long start;
    /** What the next view holds. */
    private final Aggregate judged;
    /** What came so many slices late and is not yet judged; null if nothing is, as are its elements. */
    private Aggregate[] waiting;
    /** Null if there are none. */
    private Aggregate corrections;

    RecentSlice(long start, Aggregate judged) {
        this.start = start;
        this.judged = judged;
    }

    long start() {
        return start;
    }

    /** @param clock views that end at or before it have been made */
    void merge(Aggregate cell, Timeliness timeliness, long clock) {
        if (timeliness == Timeliness.ON_TIME) {
            judged.merge(cell);
        } else if (!timeliness.isJudged()) {
            corrections = merged(corrections, cell);
        } else if (timeliness.firstView(start) <= clock) {
            judged.merge(cell);
        } else {
            if (waiting == null) {
                waiting = new Aggregate[LATE];
            }
            waiting[timeliness.ordinal()] = merged(waiting[timeliness.ordinal()], cell);
        }
    }

    /** What a view holds that ends then, and every later one; they are asked for in ascending order. */
    Aggregate judgedBy(long end) {
        if (waiting != null) {
            boolean none = true;
            for (int late = 0; late < LATE; late++) {
                if (waiting[late] != null && Timeliness.lateBy(late).firstView(start) <= end) {
                    judged.merge(waiting[late]);
                    waiting[late] = null;
                }
                none &= waiting[late] == null;
            }
            waiting = none ? null : waiting;
        }
        return judged;
    }

    /** Whether views hold all of it. */
    boolean isJudged() {
        return waiting == null && corrections == null;
    }

    /** Whether its bytes are read as fast as an object is merged, since they hold no buckets. */
    boolean isSmall() {
        return judged.sketch().isExact();
    }

    /** All of it, as its row tells; not to be changed. */
    Aggregate whole() {
        if (isJudged()) {
            return judged;
        }
        Aggregate whole = judged.copy();
        for (int late = 0; waiting != null && late < LATE; late++) {
            if (waiting[late] != null) {
                whole.merge(waiting[late]);
            }
        }
        if (corrections != null) {
            whole.merge(corrections);
        }
        return whole;
    }

    RecentSlice copy() {
        RecentSlice copy = new RecentSlice(start, judged.copy());
        if (waiting != null) {
            copy.waiting = new Aggregate[LATE];
            for (int late = 0; late < LATE; late++) {
                copy.waiting[late] = waiting[late] == null ? null : waiting[late].copy();
            }
        }
        copy.corrections = corrections == null ? null : corrections.copy();
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(start);
        judged.write(out);
        out.writeBoolean(waiting != null);
        for (int late = 0; waiting != null && late < LATE; late++) {
            writeOptional(waiting[late], out);
        }
        writeOptional(corrections, out);
    }

    static RecentSlice read(DataInput in) throws IOException {
        RecentSlice slice = new RecentSlice(in.readLong(), Aggregate.read(in));
        if (in.readBoolean()) {
            slice.waiting = new Aggregate[LATE];
            for (int late = 0; late < LATE; late++) {
                slice.waiting[late] = readOptional(in);
            }
        }
        slice.corrections = readOptional(in);
        return slice;
    }

    private static Aggregate merged(Aggregate there, Aggregate more) {
        if (there == null) {
            return more.copy();
        }
        there.merge(more);
        return there;
    }

    private static void writeOptional(Aggregate aggregate, DataOutput out) throws IOException {
        out.writeBoolean(aggregate != null);
        if (aggregate != null) {
            aggregate.write(out);
        }
    }

    private static Aggregate readOptional(DataInput in) throws IOException {
        return in.readBoolean() ? Aggregate.read(in) : null;
    }
}
