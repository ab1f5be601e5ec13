package dev.tocsin.health.sketch;

import dev.tocsin.events.Unit;
import java.util.Arrays;

/** The bytes of a {@link Sketch}: version, mode, count of entries, entries as differences. */
final class SketchCodec {

    private static final int EXACT = 0;
    private static final int BUCKETS = 1;
    private static final int MAX_VARINT = 10;
    private static final long MAX_VALUE = Unit.MAX_SCALED;

    static byte[] encode(Sketch sketch) {
        Writer out = new Writer();
        out.put(Sketch.VERSION);
        if (sketch.isExact()) {
            out.put(EXACT);
            out.varint(sketch.count());
            long previous = 0;
            long[] values = sketch.sortedValues();
            for (int i = 0; i < sketch.count(); i++) {
                out.varint(values[i] - previous);
                previous = values[i];
            }
            return out.bytes();
        }
        out.put(BUCKETS);
        long[] buckets = sketch.buckets();
        out.varint(Arrays.stream(buckets).filter(amount -> amount != 0).count());
        int previous = 0;
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i] != 0) {
                int index = sketch.firstBucket() + i;
                out.varint(index - previous);
                out.varint(buckets[i]);
                previous = index;
            }
        }
        return out.bytes();
    }

    static Sketch decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        int version = in.next();
        if (version != Sketch.VERSION) {
            throw new IllegalArgumentException(
                    "sketch of version " + version + ", this release reads " + Sketch.VERSION);
        }
        int mode = in.next();
        Sketch sketch = new Sketch();
        long entries = in.varint();
        switch (mode) {
            case EXACT -> {
                require(entries >= 0 && entries <= Sketch.EXACT_LIMIT, "more exact values than a sketch keeps");
                long value = 0;
                for (long i = 0; i < entries; i++) {
                    long step = in.varint();
                    require(step >= 0 && step <= MAX_VALUE - value, "a value outside of the sketch's range");
                    value += step;
                    sketch.add(value);
                }
            }
            case BUCKETS -> {
                long index = 0;
                for (long i = 0; i < entries; i++) {
                    long step = in.varint();
                    require(step > 0 || step == 0 && i == 0, "a bucket twice");
                    require(step < BucketBounds.COUNT - index, "a bucket that does not exist");
                    index += step;
                    long amount = in.varint();
                    require(amount > 0, "a bucket of nothing");
                    require(amount <= Long.MAX_VALUE - sketch.count(), "more values than can be counted");
                    sketch.addToBucket((int) index, amount);
                }
                require(sketch.count() > Sketch.EXACT_LIMIT, "buckets of so few values that they should be exact");
            }
            default -> throw new IllegalArgumentException("not a sketch: mode " + mode);
        }
        require(in.atEnd(), "trailing bytes");
        return sketch;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("not a sketch: " + otherwise);
        }
    }

    private static final class Writer {
        private byte[] buffer = new byte[64];
        private int size;

        void put(int value) {
            if (size == buffer.length) {
                buffer = Arrays.copyOf(buffer, size * 2);
            }
            buffer[size++] = (byte) value;
        }

        void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                put((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            put((int) rest);
        }

        byte[] bytes() {
            return Arrays.copyOf(buffer, size);
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private int position;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        int next() {
            require(position < bytes.length, "it ends too early");
            return bytes[position++] & 0xFF;
        }

        long varint() {
            long value = 0;
            for (int i = 0; i < MAX_VARINT; i++) {
                int next = next();
                value |= (long) (next & 0x7F) << (7 * i);
                if ((next & 0x80) == 0) {
                    require(next != 0 || i == 0, "a number longer than it needs to be");
                    return value;
                }
            }
            throw new IllegalArgumentException("not a sketch: a number without end");
        }

        boolean atEnd() {
            return position == bytes.length;
        }
    }

    private SketchCodec() {}
}
