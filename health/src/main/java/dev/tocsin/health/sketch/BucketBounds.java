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

    private static final long[] UPPER = upperBounds();
    private static final double[] REPRESENTATIVE = representatives();

    /** The bucket of a value from 0 to 2^40. */
    static int indexOf(long value) {
        if (value <= 1) {
            return (int) value;
        }
        int octave = 63 - Long.numberOfLeadingZeros(value);
        int low = octave * PER_OCTAVE;
        if (UPPER[low] == value) {
            return 1 + low;
        }
        int high = low + PER_OCTAVE;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (UPPER[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 1 + low;
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
