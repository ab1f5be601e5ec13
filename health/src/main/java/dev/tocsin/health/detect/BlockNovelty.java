package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Judges one value a block, such as the mean of it, by how far it is from every such value of the past. Not thread-safe.
 */
final class BlockNovelty {

    private static final int CAPACITY = 64;
    private static final double NEARLY_ALL = 0.99;

    private final Reduction reduction;
    private final SeenValues seen;
    private final Calibration calibration = new Calibration(NEARLY_ALL);
    private Place place = Place.UNKNOWN;

    /**
     * One that has seen nothing.
     *
     * @param memory blocks after which a value is forgotten
     */
    BlockNovelty(Reduction reduction, int memory) {
        this.reduction = reduction;
        this.seen = new SeenValues(CAPACITY, memory);
    }

    /**
     * How surprising the block is that the value completes; 0 if it completes none.
     *
     * @param rounding a smaller spread than that is none
     */
    double observe(double value, double rounding) {
        if (!reduction.add(value)) {
            return 0;
        }
        double latest = reduction.result();
        place = Place.of(latest, seen);
        double distance = seen.distance(latest, rounding);
        double surprise = calibration.surprise(distance);
        if (seen.isSettled()) {
            calibration.add(distance);
        }
        seen.add(latest, rounding);
        return surprise;
    }

    /** Where the latest block was among all before. */
    Place place() {
        return place;
    }

    void write(DataOutput out) throws IOException {
        reduction.write(out);
        seen.write(out);
        calibration.write(out);
    }

    void read(DataInput in) throws IOException {
        reduction.read(in);
        seen.read(in);
        calibration.read(in);
    }
}
