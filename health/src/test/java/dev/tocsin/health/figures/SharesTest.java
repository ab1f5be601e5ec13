package dev.tocsin.health.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SharesTest {

    /** By the definition, from the values themselves. */
    private static double sorted(int known, int failed, double percent) {
        double[] values = new double[known];
        for (int i = known - failed; i < known; i++) {
            values[i] = 1;
        }
        double rank = (known - 1) * percent / 100;
        int below = (int) Math.floor(rank);
        int above = Math.min(below + 1, known - 1);
        return values[below] + (rank - below) * (values[above] - values[below]);
    }

    @Test
    void shouldAgreeWithTheSortedValues() {
        for (int known = 1; known <= 12; known++) {
            for (int failed = 0; failed <= known; failed++) {
                for (double percent : new double[] {0, 10, 50, 90, 95, 99, 99.9, 100}) {
                    assertThat(Shares.percentile(known, failed, percent))
                            .as("%d of %d at %s", failed, known, percent)
                            .isCloseTo(sorted(known, failed, percent), within(1e-9));
                }
            }
        }
    }
}
