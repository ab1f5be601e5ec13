package dev.tocsin.health.detect;

import java.util.Arrays;

/** What is kept of a block of values. */
enum Reduction {
    MEAN {
        @Override
        double of(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum / values.length;
        }
    },
    MEDIAN {
        @Override
        double of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    };

    abstract double of(double[] values);
}
