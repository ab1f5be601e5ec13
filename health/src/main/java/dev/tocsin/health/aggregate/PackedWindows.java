package dev.tocsin.health.aggregate;

import dev.tocsin.events.Resolution;
import dev.tocsin.health.bytes.ByteReader;
import dev.tocsin.health.bytes.ByteWriter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One series' windows of one resolution that seldom change, in ascending order in one array of bytes: a fiftieth of what
 * they take as objects. An entry is the distance from the entry before in windows, the number of bytes, and an
 * {@link Aggregate}'s bytes.
 *
 * <p>The array is never changed, only replaced, so that a copy is two references: a checkpoint may write one while its owner
 * goes on. Not thread-safe otherwise.
 */
final class PackedWindows {

    private static final byte[] NOTHING = {};

    private final Resolution resolution;
    private byte[] packed = NOTHING;
    /** Starts of the first and the last window, if there is one. */
    private long first;

    private long last;

    PackedWindows(Resolution resolution) {
        this.resolution = resolution;
    }

    PackedWindows copy() {
        PackedWindows copy = new PackedWindows(resolution);
        copy.packed = packed;
        copy.first = first;
        copy.last = last;
        return copy;
    }

    boolean isEmpty() {
        return packed.length == 0;
    }

    /** The start of the last window. */
    long last() {
        return last;
    }

    /** The window that starts then, null if there is none. */
    Aggregate get(long start) {
        Entry entry = entry(start);
        return entry == null ? null : entry.aggregate();
    }

    void put(long start, Aggregate window) {
        splice(start, AggregateCodec.pack(window));
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
                sum.merge(entry.aggregate());
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
            more = entry.next();
        }
        ByteWriter out = new ByteWriter(packed.length);
        if (more) {
            entry.writeWithAllThatFollow(0, out);
            first = entry.start;
        }
        packed = out.toBytes();
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(packed.length);
        out.write(packed);
    }

    static PackedWindows read(Resolution resolution, DataInput in) throws IOException {
        PackedWindows windows = new PackedWindows(resolution);
        windows.packed = new byte[in.readInt()];
        in.readFully(windows.packed);
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

    /** Puts the window that starts then, or removes it if there is no content. */
    private void splice(long start, byte[] content) {
        Entry entry = new Entry();
        long before = 0;
        int kept = 0;
        boolean more;
        if (!isEmpty() && start > last) {
            before = last;
            kept = packed.length;
            more = false;
        } else {
            more = entry.next();
            while (more && entry.start < start) {
                before = entry.start;
                kept = entry.to;
                more = entry.next();
            }
            if (more && entry.start == start) {
                more = entry.next();
            }
        }
        ByteWriter out = new ByteWriter(packed.length + 32 + (content == null ? 0 : content.length));
        out.put(packed, 0, kept);
        if (content != null) {
            out.varint((start - before) / resolution.millis());
            out.varint(content.length);
            out.put(content, 0, content.length);
        }
        if (more) {
            entry.writeWithAllThatFollow(content == null ? before : start, out);
        }
        first = kept > 0 ? first : content != null ? start : entry.start;
        last = more ? last : content != null ? start : before;
        packed = out.toBytes();
    }

    /** A place among the windows; before the first until {@link #next} is called. */
    private final class Entry {
        private final ByteReader in = new ByteReader("windows", packed);
        private long start;
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

        void writeWithAllThatFollow(long before, ByteWriter out) {
            out.varint((start - before) / resolution.millis());
            out.put(packed, size, packed.length);
        }
    }
}
