package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The latest values of a kind, the oldest forgotten first. Not thread-safe. */
final class LatestValues {

    private final float[] values;
    private int size;
    private int next;

    /** @param capacity 1 to 255 */
    LatestValues(int capacity) {
        this.values = new float[capacity];
    }

    void add(float value) {
        values[next] = value;
        next = (next + 1) % values.length;
        size = Math.min(values.length, size + 1);
    }

    /** Copies them into an array that has room from there on; returns the index behind them. */
    int copyTo(float[] array, int from) {
        System.arraycopy(values, 0, array, from, size);
        return from + size;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(size);
        out.writeByte(next);
        for (int i = 0; i < size; i++) {
            out.writeFloat(values[i]);
        }
    }

    void read(DataInput in) throws IOException {
        size = in.readUnsignedByte();
        next = in.readUnsignedByte();
        for (int i = 0; i < size; i++) {
            values[i] = in.readFloat();
        }
    }
}
