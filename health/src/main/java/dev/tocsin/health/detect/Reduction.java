package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Makes one value of each block of values. Not thread-safe. */
abstract class Reduction {

    private final int rows;
    private int filled;

    /** @param rows values of a block */
    Reduction(int rows) {
        this.rows = rows;
    }

    /** Takes the next value; true if it completes a block. */
    final boolean add(double value) {
        put(filled++, value);
        if (filled < rows) {
            return false;
        }
        filled = 0;
        return true;
    }

    /** @param index of the value in its block; 0 begins the next one */
    abstract void put(int index, double value);

    /** What became of the block that is complete. */
    abstract double result();

    void write(DataOutput out) throws IOException {
        out.writeShort(filled);
    }

    void read(DataInput in) throws IOException {
        filled = in.readUnsignedShort();
    }

    final int rows() {
        return rows;
    }

    final int filled() {
        return filled;
    }

    static Reduction mean(int rows) {
        return new Running(rows) {
            @Override
            double next(double before, double value) {
                return before + value;
            }

            @Override
            double result() {
                return running() / rows();
            }
        };
    }

    static Reduction largest(int rows) {
        return new Running(rows) {
            @Override
            double next(double before, double value) {
                return Math.max(before, value);
            }
        };
    }

    static Reduction median(int rows) {
        return new Median(rows);
    }

    /** Needs but one number, whatever the size of a block. */
    private abstract static class Running extends Reduction {
        private double running;

        Running(int rows) {
            super(rows);
        }

        abstract double next(double before, double value);

        @Override
        void put(int index, double value) {
            running = index == 0 ? value : next(running, value);
        }

        final double running() {
            return running;
        }

        @Override
        double result() {
            return running;
        }

        @Override
        void write(DataOutput out) throws IOException {
            super.write(out);
            out.writeDouble(running);
        }

        @Override
        void read(DataInput in) throws IOException {
            super.read(in);
            running = in.readDouble();
        }
    }

    private static final class Median extends Reduction {
        private final float[] block;

        Median(int rows) {
            super(rows);
            this.block = new float[rows];
        }

        @Override
        void put(int index, double value) {
            block[index] = (float) value;
        }

        @Override
        double result() {
            float[] sorted = block.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }

        @Override
        void write(DataOutput out) throws IOException {
            super.write(out);
            for (int i = 0; i < filled(); i++) {
                out.writeFloat(block[i]);
            }
        }

        @Override
        void read(DataInput in) throws IOException {
            super.read(in);
            for (int i = 0; i < filled(); i++) {
                block[i] = in.readFloat();
            }
        }
    }
}
