package dev.tocsin.health.bytes;

import java.util.Arrays;

/** A growing array of bytes. Not thread-safe. */
public final class ByteWriter {

    private static final int LONGEST_VARINT = 10;

    private byte[] buffer;
    private int size;

    public ByteWriter(int capacity) {
        buffer = new byte[capacity];
    }

    /** Goes on in an array, behind so many bytes; the array is used as long as there is room. */
    public ByteWriter(byte[] buffer, int size) {
        this.buffer = buffer;
        this.size = size;
    }

    public void put(int value) {
        require(1);
        buffer[size++] = (byte) value;
    }

    public void put(byte[] bytes, int from, int to) {
        require(to - from);
        System.arraycopy(bytes, from, buffer, size, to - from);
        size += to - from;
    }

    /** Unsigned LEB128: seven bits a byte, the lowest first; a negative number takes ten. */
    public void varint(long value) {
        require(LONGEST_VARINT);
        if (value >= 0 && value < 0x80) {
            buffer[size++] = (byte) value;
            return;
        }
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    public int size() {
        return size;
    }

    /** A copy of what was written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    private void require(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
