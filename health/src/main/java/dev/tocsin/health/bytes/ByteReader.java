package dev.tocsin.health.bytes;

import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote, and refuses what it cannot have written. Not thread-safe. */
public final class ByteReader {

    private static final int LONGEST_VARINT = 10;

    private final String what;
    private final byte[] bytes;
    private final int end;
    private int position;

    /** @param what the bytes are to be, for messages: "a sketch" */
    public ByteReader(String what, byte[] bytes) {
        this(what, bytes, 0, bytes.length);
    }

    public ByteReader(String what, byte[] bytes, int from, int to) {
        this.what = what;
        this.bytes = bytes;
        this.position = from;
        this.end = to;
    }

    public int next() {
        require(position < end, "it ends too early");
        return bytes[position++] & 0xFF;
    }

    public long varint() {
        if (position < end && bytes[position] >= 0) {
            return bytes[position++];
        }
        if (position + 1 < end && bytes[position + 1] > 0) {
            int low = bytes[position] & 0x7F;
            position += 2;
            return low | (long) bytes[position - 1] << 7;
        }
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            int next = next();
            value |= (long) (next & 0x7F) << (7 * i);
            if ((next & 0x80) == 0) {
                require(next != 0 || i == 0, "a number longer than it needs to be");
                return value;
            }
        }
        throw new IllegalArgumentException("not " + what + ": a number without end");
    }

    public void skip(long amount) {
        require(amount >= 0 && amount <= end - position, "it ends too early");
        position += (int) amount;
    }

    /** What is left, as the bytes of something else. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, position, end);
        position = end;
        return rest;
    }

    public int position() {
        return position;
    }

    public boolean atEnd() {
        return position == end;
    }

    /** @throws IllegalArgumentException if it does not hold */
    public void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("not " + what + ": " + otherwise);
        }
    }
}
