package dev.tocsin.health.aggregate;

import dev.tocsin.events.Resolution;
import dev.tocsin.health.bytes.ByteReader;
import dev.tocsin.health.bytes.ByteWriter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.LongFunction;

/**
 * One series' windows of one resolution that seldom change, in ascending order in one array of bytes: a fiftieth of what
 * they take as objects. An entry is the distance from the entry before in windows, the number of bytes, and an
 * {@link Aggregate}'s bytes.
 *
 * <p>What lies in the array is never changed, only added to or left behind, so that a copy is a reference: a checkpoint may write
 * one while its owner goes on. A window that is added or forgotten moves nothing, as long as there is room. Not thread-safe
 * otherwise.
 */
public final class PackedWindows {

    private static final byte[] NOTHING = {};
    /** The most bytes that the two numbers before an aggregate take. */
    private static final int LONGEST_HEAD = 20;
    /** One in so many bytes is room for windows to come, so that not each of them moves the others. */
    private static final int ROOM = 32;

    private final Resolution resolution;
    private byte[] packed = NOTHING;
    /** Where in the array the windows begin and end; what lies before them is forgotten, what lies behind is room. */
    private int begin;

    private int end;
    /** The start of the window that was forgotten last, from which the distance of the first is told. */
    private long before;
    /** Whether a copy has the same array, whose room it may use. */
    private boolean isShared;
    /** Starts of the first and the last window, if there is one. */
    private long first;

    private long last;

    public PackedWindows(Resolution resolution) {
        this.resolution = resolution;
    }

    PackedWindows copy() {
        PackedWindows copy = new PackedWindows(resolution);
        isShared = true;
        copy.isShared = true;
        copy.packed = packed;
        copy.begin = begin;
        copy.end = end;
        copy.before = before;
        copy.first = first;
        copy.last = last;
        return copy;
    }

    boolean isEmpty() {
        return begin == end;
    }

    /** The bytes that it takes, room included. */
    public int size() {
        return packed.length;
    }

    /** The start of the last window. */
    long last() {
        return last;
    }

    /** Whether there is a window that starts then. */
    public boolean contains(long start) {
        return entry(start) != null;
    }

    /** The window that starts then, null if there is none. */
    Aggregate get(long start) {
        Entry entry = entry(start);
        return entry == null ? null : entry.aggregate();
    }

    public void put(long start, Aggregate window) {
        splice(start, AggregateCodec.pack(window));
    }

    /** Puts a window's newest aggregate; one with fewer observations than what is there is older and ignored. */
    public void putNewer(long start, Aggregate window) {
        Aggregate there = get(start);
        if (there == null || there.observations() <= window.observations()) {
            put(start, window);
        }
    }

    /** Adds to the window that starts then, and returns it. */
    Aggregate merge(long start, Aggregate more) {
        Aggregate window = get(start);
        if (window == null) {
            window = more.copy();
        } else {
            window.merge(more);
        }
        put(start, window);
        return window;
    }

    /** Removes and returns the window that starts then, null if there is none. */
    Aggregate take(long start) {
        Aggregate window = get(start);
        if (window != null) {
            splice(start, null);
        }
        return window;
    }

    /** Adds the windows that start from one time on and before another to an aggregate. */
    void addTo(Aggregate sum, long from, long to) {
        if (isEmpty() || last < from) {
            return;
        }
        for (Entry entry = new Entry(); entry.next() && entry.start < to; ) {
            if (entry.start >= from) {
                entry.addTo(sum);
            }
        }
    }

    /**
     * Adds each window that starts from one time on and before another to the aggregate that is named for its start; null
     * leaves it out.
     */
    public void addTo(LongFunction<Aggregate> sums, long from, long to) {
        if (isEmpty() || last < from || first >= to) {
            return;
        }
        for (Entry entry = new Entry(); entry.next() && entry.start < to; ) {
            if (entry.start >= from) {
                Aggregate sum = sums.apply(entry.start);
                if (sum != null) {
                    entry.addTo(sum);
                }
            }
        }
    }

    /** The end of the first window that ends after a time; {@link Long#MAX_VALUE} if none does. */
    long firstEndAfter(long time) {
        if (!isEmpty() && last + resolution.millis() > time) {
            for (Entry entry = new Entry(); entry.next(); ) {
                if (entry.start + resolution.millis() > time) {
                    return entry.start + resolution.millis();
                }
            }
        }
        return Long.MAX_VALUE;
    }

    /** Forgets the windows that end at or before a time. */
    void evict(long endedBy) {
        if (isEmpty() || first + resolution.millis() > endedBy) {
            return;
        }
        Entry entry = new Entry();
        boolean more = entry.next();
        while (more && entry.start + resolution.millis() <= endedBy) {
            before = entry.start;
            begin = entry.to;
            more = entry.next();
        }
        if (more) {
            first = entry.start;
        } else {
            replace(NOTHING);
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(before);
        out.writeInt(end - begin);
        out.write(packed, begin, end - begin);
    }

    static PackedWindows read(Resolution resolution, DataInput in) throws IOException {
        PackedWindows windows = new PackedWindows(resolution);
        long before = in.readLong();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        windows.replace(bytes);
        windows.before = before;
        Entry entry = windows.new Entry();
        for (boolean isFirst = true; entry.next(); isFirst = false) {
            windows.first = isFirst ? entry.start : windows.first;
            windows.last = entry.start;
        }
        return windows;
    }

    private Entry entry(long start) {
        if (isEmpty() || start < first || start > last) {
            return null;
        }
        Entry entry = new Entry();
        while (entry.next()) {
            if (entry.start >= start) {
                return entry.start == start ? entry : null;
            }
        }
        return null;
    }

    /** Puts a window behind all others. */
    private void append(long start, byte[] content) {
        int room = LONGEST_HEAD + content.length;
        if (isShared || packed.length - end < room) {
            int size = end - begin;
            byte[] roomy = new byte[size + room + size / ROOM];
            System.arraycopy(packed, begin, roomy, 0, size);
            packed = roomy;
            begin = 0;
            end = size;
            isShared = false;
        }
        ByteWriter out = new ByteWriter(packed, end);
        out.varint((start - (isEmpty() ? before : last)) / resolution.millis());
        out.varint(content.length);
        out.put(content, 0, content.length);
        first = isEmpty() ? start : first;
        last = start;
        end = out.size();
    }

    /** Puts the window that starts then, or removes it if there is no content. */
    private void splice(long start, byte[] content) {
        if (content != null && (isEmpty() || start > last)) {
            append(start, content);
            return;
        }
        Entry entry = new Entry();
        long previous = 0;
        ByteWriter out = new ByteWriter(end - begin + LONGEST_HEAD + (content == null ? 0 : content.length));
        boolean more = entry.next();
        boolean isFirst = true;
        for (; more && entry.start < start; more = entry.next()) {
            entry.write(previous, out);
            previous = entry.start;
            isFirst = false;
        }
        if (more && entry.start == start) {
            more = entry.next();
        }
        if (content != null) {
            out.varint((start - previous) / resolution.millis());
            out.varint(content.length);
            out.put(content, 0, content.length);
            first = isFirst ? start : first;
            previous = start;
        } else if (isFirst) {
            first = more ? entry.start : 0;
        }
        if (more) {
            entry.writeWithAllThatFollow(previous, out);
        } else {
            last = previous;
        }
        replace(out.toBytes());
    }

    private void replace(byte[] windows) {
        packed = windows;
        begin = 0;
        end = windows.length;
        before = 0;
        isShared = false;
    }

    /** A place among the windows; before the first until {@link #next} is called. */
    private final class Entry {
        private final ByteReader in = new ByteReader("windows", packed, begin, end);
        private long start = before;
        private int size;
        private int from;
        private int to;

        boolean next() {
            if (in.atEnd()) {
                return false;
            }
            start += in.varint() * resolution.millis();
            size = in.position();
            long length = in.varint();
            from = in.position();
            in.skip(length);
            to = in.position();
            return true;
        }

        Aggregate aggregate() {
            return AggregateCodec.unpack(packed, from, to);
        }

        void addTo(Aggregate sum) {
            AggregateCodec.addTo(sum, packed, from, to);
        }

        void write(long previous, ByteWriter out) {
            out.varint((start - previous) / resolution.millis());
            out.put(packed, size, to);
        }

        void writeWithAllThatFollow(long previous, ByteWriter out) {
            out.varint((start - previous) / resolution.millis());
            out.put(packed, size, end);
        }
    }
}
