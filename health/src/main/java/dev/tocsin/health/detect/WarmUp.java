package dev.tocsin.health.detect;

import dev.tocsin.health.detect.Detector.Verdict;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts the values until a detector may judge. Its encoding is the head of a detector's state. Not thread-safe. */
final class WarmUp {

    private final int length;
    private long values;

    /**
     * One that has counted nothing.
     *
     * @param length values to learn from
     * @param least as few as the detector can do with
     * @throws IllegalArgumentException if the length is less
     */
    WarmUp(int length, int least) {
        if (length < least) {
            throw new IllegalArgumentException("a warm-up of " + length + " values is less than " + least);
        }
        this.length = length;
    }

    /** Whether the next value can be judged. */
    boolean isOver() {
        return values >= length;
    }

    /** What to say of the next value while it is not over. */
    Verdict learning() {
        return Verdict.learning(length - values);
    }

    void count() {
        values++;
    }

    /** @param version of the detector's state, 0 to 255 */
    void write(DataOutput out, int version) throws IOException {
        out.writeByte(version);
        out.writeInt(length);
        out.writeLong(values);
    }

    /**
     * Reads one that {@link #write} wrote.
     *
     * @param detector names it in the error
     * @throws IOException also if the state has another version
     */
    static WarmUp read(DataInput in, int version, String detector) throws IOException {
        int found = in.readUnsignedByte();
        if (found != version) {
            throw new IOException("state of " + detector + " has version " + found + ", not " + version);
        }
        WarmUp warmUp = new WarmUp(in.readInt(), 0);
        warmUp.values = in.readLong();
        return warmUp;
    }
}
