package dev.tocsin.health.sketch;

import dev.tocsin.events.Unit;
import dev.tocsin.health.bytes.ByteReader;
import dev.tocsin.health.bytes.ByteWriter;
import java.util.Arrays;

/** The bytes of a {@link Sketch}: version, mode, count of entries, entries as differences. */
final class SketchCodec {

    private static final int EXACT = 0;
    private static final int BUCKETS = 1;
    private static final long MAX_VALUE = Unit.MAX_SCALED;

    static byte[] encode(Sketch sketch) {
        ByteWriter out = new ByteWriter(64);
        out.put(Sketch.VERSION);
        if (sketch.isExact()) {
            out.put(EXACT);
            out.varint(sketch.count());
            writeValues(sketch, out);
        } else {
            out.put(BUCKETS);
            writeBuckets(sketch, out);
        }
        return out.toBytes();
    }

    static Sketch decode(byte[] bytes) {
        ByteReader in = new ByteReader("a sketch", bytes);
        int version = in.next();
        if (version != Sketch.VERSION) {
            throw new IllegalArgumentException(
                    "sketch of version " + version + ", this release reads " + Sketch.VERSION);
        }
        int mode = in.next();
        long entries = in.varint();
        Sketch sketch =
                switch (mode) {
                    case EXACT -> readValues(entries, in);
                    case BUCKETS -> readBuckets(entries, in);
                    default -> throw new IllegalArgumentException("not a sketch: mode " + mode);
                };
        in.require(in.atEnd(), "trailing bytes");
        return sketch;
    }

    static void addTo(Sketch sum, ByteReader in) {
        int version = in.next();
        in.require(version == Sketch.VERSION, "version " + version);
        int mode = in.next();
        in.require(mode == EXACT || mode == BUCKETS, "mode " + mode);
        long entries = in.varint();
        long place = 0;
        for (long i = 0; i < entries; i++) {
            long step = in.varint();
            in.require(
                    step >= 0 && step <= (mode == EXACT ? MAX_VALUE : BucketBounds.COUNT - 1) - place, "out of range");
            place += step;
            if (mode == EXACT) {
                sum.add(place);
            } else {
                sum.addToBucket((int) place, in.varint());
            }
        }
        in.require(in.atEnd(), "trailing bytes");
    }

    static void writeValues(Sketch sketch, ByteWriter out) {
        long previous = 0;
        long[] values = sketch.sortedValues();
        for (int i = 0; i < sketch.count(); i++) {
            out.varint(values[i] - previous);
            previous = values[i];
        }
    }

    static Sketch readValues(long amount, ByteReader in) {
        in.require(amount >= 0 && amount <= Sketch.EXACT_LIMIT, "more exact values than a sketch keeps");
        long[] values = new long[(int) amount];
        long value = 0;
        for (int i = 0; i < amount; i++) {
            long step = in.varint();
            in.require(step >= 0 && step <= MAX_VALUE - value, "a value outside of the sketch's range");
            value += step;
            values[i] = value;
        }
        return new Sketch(values);
    }

    private static void writeBuckets(Sketch sketch, ByteWriter out) {
        long[] buckets = sketch.buckets();
        int filled = 0;
        for (long amount : buckets) {
            filled += amount == 0 ? 0 : 1;
        }
        out.varint(filled);
        int previous = 0;
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i] != 0) {
                int index = sketch.firstBucket() + i;
                out.varint(index - previous);
                out.varint(buckets[i]);
                previous = index;
            }
        }
    }

    private static Sketch readBuckets(long entries, ByteReader in) {
        long[] buckets = {};
        long count = 0;
        int first = 0;
        long index = 0;
        for (long i = 0; i < entries; i++) {
            long step = in.varint();
            in.require(step > 0 || step == 0 && i == 0, "a bucket twice");
            in.require(step < BucketBounds.COUNT - index, "a bucket that does not exist");
            index += step;
            long amount = in.varint();
            in.require(amount > 0, "a bucket of nothing");
            in.require(amount <= Long.MAX_VALUE - count, "more values than can be counted");
            first = i == 0 ? (int) index : first;
            int place = (int) index - first;
            if (place >= buckets.length) {
                buckets = Arrays.copyOf(buckets, Math.max(place + 1, Math.min(2 * place + 64, BucketBounds.COUNT)));
            }
            buckets[place] = amount;
            count += amount;
        }
        in.require(count > Sketch.EXACT_LIMIT, "buckets of so few values that they should be exact");
        return new Sketch(count, first, Arrays.copyOf(buckets, (int) index - first + 1));
    }

    private SketchCodec() {}
}
