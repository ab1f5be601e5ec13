package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Judges one value a block, the mean or the median of it, by how far it is from every such value of the past. Not
 * thread-safe.
 */
final class BlockNovelty {

    private static final int CAPACITY = 64;
    private static final double NEARLY_ALL = 0.99;

    private final Reduction reduction;
    private final double[] block;
    private final SeenValues seen;
    private final Calibration calibration = new Calibration(NEARLY_ALL);
    private int filled;
    private Place place = Place.UNKNOWN;

    /**
     * One that has seen nothing.
     *
     * @param rows values of a block
     * @param memory blocks after which a value is forgotten
     */
    BlockNovelty(Reduction reduction, int rows, int memory) {
        this.reduction = reduction;
        this.block = new double[rows];
        this.seen = new SeenValues(CAPACITY, memory);
    }

    /** How surprising the block is that the value completes; 0 if it completes none. */
    double observe(double value, double leastRange) {
        block[filled++] = value;
        if (filled < block.length) {
            return 0;
        }
        filled = 0;
        double latest = reduction.of(block);
        place = Place.of(latest, seen);
        double distance = seen.distance(latest, leastRange);
        double surprise = calibration.surprise(distance);
        if (seen.isSettled()) {
            calibration.add(distance);
        }
        seen.add(latest, leastRange);
        return surprise;
    }

    /** Where the latest block was among all before. */
    Place place() {
        return place;
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(filled);
        for (int i = 0; i < filled; i++) {
            out.writeDouble(block[i]);
        }
        seen.write(out);
        calibration.write(out);
    }

    void read(DataInput in) throws IOException {
        filled = in.readUnsignedShort();
        for (int i = 0; i < filled; i++) {
            block[i] = in.readDouble();
        }
        seen.read(in);
        calibration.read(in);
    }
}
