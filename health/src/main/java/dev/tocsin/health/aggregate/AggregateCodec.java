package dev.tocsin.health.aggregate;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.health.bytes.ByteReader;
import dev.tocsin.health.bytes.ByteWriter;
import dev.tocsin.health.sketch.Sketch;

/**
 * The bytes of an {@link Aggregate}: a form, then the fields that the form does not tell. Ten bytes for one answer, since
 * windows lie in state by the hundred a series.
 */
final class AggregateCodec {

    /** No other status than the first. */
    private static final int ONLY_OK = 1;
    /** Just those that are ok, warn or error have a value. */
    private static final int ALL_ANSWERS = 1 << 1;
    /** Each value is within T. */
    private static final int ALL_SATISFIED = 1 << 2;
    /** Apdex counts are all 0. */
    private static final int NO_APDEX = 1 << 3;
    /** The values are known, and they tell sum, extremes and sketch. */
    private static final int VALUES = 1 << 4;

    /** Results up to this status have a value. */
    private static final int LAST_ANSWER = CheckStatus.ERROR.ordinal();

    static byte[] pack(Aggregate aggregate) {
        ByteWriter out = new ByteWriter(64);
        int form = form(aggregate);
        out.put(form);
        out.varint(aggregate.byStatus[0]);
        if ((form & ONLY_OK) == 0) {
            for (int i = 1; i < aggregate.byStatus.length; i++) {
                out.varint(aggregate.byStatus[i]);
            }
        }
        if ((form & ALL_ANSWERS) == 0) {
            out.varint(aggregate.measured);
        }
        if ((form & (ALL_SATISFIED | NO_APDEX)) == 0) {
            out.varint(aggregate.satisfied);
            out.varint(aggregate.tolerating);
            out.varint(aggregate.slow);
        }
        out.varint(aggregate.coveredMs);
        if ((form & VALUES) != 0) {
            aggregate.sketch.writeValues(out);
        } else {
            out.varint(aggregate.sumHigh);
            out.varint(aggregate.sumLow);
            out.varint(aggregate.min());
            out.varint(aggregate.max);
            byte[] distribution = aggregate.sketch.encode();
            out.put(distribution, 0, distribution.length);
        }
        return out.toBytes();
    }

    /** Reads the bytes from one position to another. */
    static Aggregate unpack(byte[] bytes, int from, int to) {
        ByteReader in = new ByteReader("an aggregate", bytes, from, to);
        int form = in.next();
        long[] byStatus = new long[Aggregate.STATUSES.length];
        byStatus[0] = in.varint();
        for (int i = 1; i < byStatus.length && (form & ONLY_OK) == 0; i++) {
            byStatus[i] = in.varint();
        }
        long measured = (form & ALL_ANSWERS) != 0 ? answers(byStatus) : in.varint();
        boolean apdex = (form & (ALL_SATISFIED | NO_APDEX)) == 0;
        long satisfied = apdex ? in.varint() : (form & NO_APDEX) != 0 ? 0 : measured;
        long tolerating = apdex ? in.varint() : 0;
        long slow = apdex ? in.varint() : 0;
        long coveredMs = in.varint();
        Aggregate aggregate;
        if ((form & VALUES) != 0) {
            Sketch sketch = Sketch.readValues(measured, in);
            aggregate = new Aggregate(sketch);
            aggregate.sumLow = sketch.exactSum();
            aggregate.min = measured == 0 ? Long.MAX_VALUE : sketch.exactMin();
            aggregate.max = measured == 0 ? 0 : sketch.exactMax();
            in.require(in.atEnd(), "trailing bytes");
        } else {
            long sumHigh = in.varint();
            long sumLow = in.varint();
            long min = in.varint();
            long max = in.varint();
            aggregate = new Aggregate(Sketch.decode(in.rest()));
            aggregate.sumHigh = sumHigh;
            aggregate.sumLow = sumLow;
            aggregate.min = measured == 0 ? Long.MAX_VALUE : min;
            aggregate.max = max;
        }
        System.arraycopy(byStatus, 0, aggregate.byStatus, 0, byStatus.length);
        aggregate.measured = measured;
        aggregate.satisfied = satisfied;
        aggregate.tolerating = tolerating;
        aggregate.slow = slow;
        aggregate.coveredMs = coveredMs;
        return aggregate;
    }

    /** Adds what the bytes from one position to another hold, as if it were unpacked and merged, but makes no object of it. */
    static void addTo(Aggregate sum, byte[] bytes, int from, int to) {
        ByteReader in = new ByteReader("an aggregate", bytes, from, to);
        int form = in.next();
        long answers = 0;
        for (int i = 0; i < (((form & ONLY_OK) != 0) ? 1 : sum.byStatus.length); i++) {
            long amount = in.varint();
            sum.byStatus[i] += amount;
            answers += i <= LAST_ANSWER ? amount : 0;
        }
        long measured = (form & ALL_ANSWERS) != 0 ? answers : in.varint();
        sum.measured += measured;
        if ((form & (ALL_SATISFIED | NO_APDEX)) == 0) {
            sum.satisfied += in.varint();
            sum.tolerating += in.varint();
            sum.slow += in.varint();
        } else if ((form & NO_APDEX) == 0) {
            sum.satisfied += measured;
        }
        sum.coveredMs += in.varint();
        if ((form & VALUES) != 0) {
            addValues(sum, measured, in);
            return;
        }
        sum.addToSum(in.varint(), in.varint());
        long min = in.varint();
        long max = in.varint();
        if (measured > 0) {
            sum.min = Math.min(sum.min, min);
            sum.max = Math.max(sum.max, max);
        }
        sum.sketch.mergeEncoded(in);
    }

    private static void addValues(Aggregate sum, long measured, ByteReader in) {
        long value = 0;
        long total = 0;
        for (long i = 0; i < measured; i++) {
            value += in.varint();
            total += value;
            sum.sketch.add(value);
            if (i == 0) {
                sum.min = Math.min(sum.min, value);
            }
        }
        sum.max = Math.max(sum.max, value);
        sum.addToSum(0, total);
        in.require(in.atEnd(), "trailing bytes");
    }

    /** Which fields the others tell; most of a healthy series' do. */
    private static int form(Aggregate aggregate) {
        int form = 0;
        long answers = answers(aggregate.byStatus);
        if (aggregate.observations() == aggregate.byStatus[0]) {
            form |= ONLY_OK;
        }
        if (aggregate.measured == answers) {
            form |= ALL_ANSWERS;
        }
        if (aggregate.satisfied == 0 && aggregate.tolerating == 0 && aggregate.slow == 0) {
            form |= NO_APDEX;
        } else if (aggregate.satisfied == aggregate.measured && aggregate.tolerating == 0 && aggregate.slow == 0) {
            form |= ALL_SATISFIED;
        }
        boolean told = aggregate.sketch.isExact()
                && aggregate.sketch.count() == aggregate.measured
                && aggregate.sumHigh == 0
                && aggregate.sumLow == aggregate.sketch.exactSum()
                && (aggregate.measured == 0
                        ? aggregate.min == Long.MAX_VALUE && aggregate.max == 0
                        : aggregate.min == aggregate.sketch.exactMin() && aggregate.max == aggregate.sketch.exactMax());
        return told ? form | VALUES : form;
    }

    private static long answers(long[] byStatus) {
        return byStatus[CheckStatus.OK.ordinal()]
                + byStatus[CheckStatus.WARN.ordinal()]
                + byStatus[CheckStatus.ERROR.ordinal()];
    }

    private AggregateCodec() {}
}
