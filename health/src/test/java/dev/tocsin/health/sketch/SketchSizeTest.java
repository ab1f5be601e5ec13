package dev.tocsin.health.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the distribution of a minute at ten checks a second takes in a table or topic; latencies in microseconds. */
class SketchSizeTest {

    private static final int VALUES = 600;

    @ParameterizedTest
    @CsvSource({"0.5, 250", "1.0, 400", "1.5, 600"})
    void shouldTakeAtMost600BytesForAMinuteOfLogNormalLatenciesNineteenTimesInTwenty(double sigma, int limit) {
        SplittableRandom random = new SplittableRandom(3);
        int[] sizes = new int[400];
        for (int i = 0; i < sizes.length; i++) {
            Sketch sketch = new Sketch();
            for (int value = 0; value < VALUES; value++) {
                sketch.add(Math.round(80_000 * Math.exp(sigma * random.nextGaussian())));
            }
            sizes[i] = sketch.encode().length;
        }
        Arrays.sort(sizes);
        assertThat(sizes[sizes.length * 95 / 100]).as("bytes at P95").isLessThanOrEqualTo(limit);
        assertThat(sizes[0]).as("bytes at least").isGreaterThan(limit / 2);
    }
}
