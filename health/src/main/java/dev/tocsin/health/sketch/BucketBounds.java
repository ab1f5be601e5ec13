package dev.tocsin.health.sketch;

import java.math.BigInteger;

/**
 * The bounds of the sketch's buckets: 2^(k/32) for k = 0 … 1280, upper-inclusive, as OpenTelemetry defines an exponential
 * histogram of scale 5 (https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram).
 *
 * <p>Values are integers, and an integer is at most 2^(k/32) exactly when it is at most its floor; so the bounds are a
 * table of {@code long}s and no floating point decides where a value falls.
 */
final class BucketBounds {

    /** Buckets for each doubling. */
    static final int PER_OCTAVE = 32;

    private static final int OCTAVES = 40;

    /** Bucket 0 holds zero, bucket 1 + k holds values up to 2^(k/32). */
    static final int COUNT = 1 + OCTAVES * PER_OCTAVE + 1;

    private static final int CELL_BITS = 6;
    private static final int CELLS = 1 << CELL_BITS;

    private static final long[] UPPER = upperBounds();
    private static final int[] FIRST_OF_CELL = firstOfCells();
    private static final double[] REPRESENTATIVE = representatives();

    /**
     * The bucket of a value from 0 to 2^40. The bits below the leading one tell a 64th of the octave, which is narrower than
     * any bucket; so the value is in the bucket of that 64th's lower end or in the next.
     */
    static int indexOf(long value) {
        if (value <= 0) {
            return 0;
        }
        int zeros = Long.numberOfLeadingZeros(value);
        int cell = (int) (value << zeros >>> Long.SIZE - 1 - CELL_BITS) & CELLS - 1;
        int k = (Long.SIZE - 1 - zeros) * PER_OCTAVE + FIRST_OF_CELL[cell];
        return value > UPPER[k] ? 2 + k : 1 + k;
    }

    /**
     * The value that stands for a bucket: the one whose relative distance to both bounds is the same, so that no value of
     * the bucket is farther from it than (2^(1/32) − 1) / (2^(1/32) + 1) = 1.083 %.
     */
    static double representative(int index) {
        return REPRESENTATIVE[index];
    }

    private static long[] upperBounds() {
        long[] bounds = new long[COUNT - 1];
        for (int k = 0; k < bounds.length; k++) {
            // The 32nd root is five square roots, and flooring each of them floors the whole.
            BigInteger root = BigInteger.ONE.shiftLeft(k);
            for (int step = 0; step < 5; step++) {
                root = root.sqrt();
            }
            bounds[k] = root.longValueExact();
        }
        return bounds;
    }

    /** For each 64th of an octave, the bound at or above its lower end, counted from the octave's start. */
    private static int[] firstOfCells() {
        int[] first = new int[CELLS];
        int octave = OCTAVES - 1;
        int k = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            long lowerEnd = (long) (CELLS + cell) << octave - CELL_BITS;
            while (UPPER[octave * PER_OCTAVE + k] < lowerEnd) {
                k++;
            }
            first[cell] = k;
        }
        return first;
    }

    private static double[] representatives() {
        double[] values = new double[COUNT];
        double growth = StrictMath.pow(2, 1.0 / PER_OCTAVE);
        values[1] = 1;
        for (int k = 1; k < COUNT - 1; k++) {
            values[1 + k] = StrictMath.pow(2, (double) k / PER_OCTAVE) * 2 / (1 + growth);
        }
        return values;
    }

    private BucketBounds() {}
}
