package dev.tocsin.health.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import dev.tocsin.health.Distribution;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sketch against the exact answer, and against another implementation of the same buckets. */
class SketchAccuracyTest {

    private static final double RELATIVE_ERROR = 0.0109;
    private static final double[] PERCENTS = {0, 0.1, 1, 5, 10, 25, 33.3, 50, 66.6, 75, 90, 95, 99, 99.9, 99.99, 100};

    @ParameterizedTest
    @EnumSource
    void shouldBeExactUpTo64Values(Distribution distribution) {
        SplittableRandom random = new SplittableRandom(distribution.ordinal());
        for (int amount = 1; amount <= 64; amount++) {
            long[] values = distribution.draw(random, amount);
            Sketch sketch = Sketches.of(values);
            for (double percent : PERCENTS) {
                assertThat(Sketches.percentile(sketch, percent, values))
                        .isEqualTo(Sketches.exactPercentile(values, percent));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeWithin109HundredthsBeyond(Distribution distribution) {
        SplittableRandom random = new SplittableRandom(100 + distribution.ordinal());
        for (int amount : new int[] {65, 66, 100, 1_000, 20_000}) {
            long[] values = distribution.draw(random, amount);
            Sketch sketch = Sketches.of(values);
            for (double percent : PERCENTS) {
                double exact = Sketches.exactPercentile(values, percent);
                assertThat(Math.abs(Sketches.percentile(sketch, percent, values) - exact))
                        .as("p%s of %d values, exactly %s", percent, amount, exact)
                        .isLessThanOrEqualTo(RELATIVE_ERROR * exact);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountInEachBucketWhatTheOracleCounts(Distribution distribution) {
        // Odd values only: a power of two lies on a bound, where the two define the bucket differently.
        long[] values = distribution.draw(new SplittableRandom(200 + distribution.ordinal()), 10_000);
        DDSketch oracle =
                new DDSketch(new LogarithmicMapping(Math.pow(2, 1 / 32.0), 0.0), UnboundedSizeDenseStore::new);
        Sketch sketch = new Sketch();
        int amount = 0;
        for (long value : values) {
            long odd = value | 1;
            if (odd > 1 && odd < 1L << 40) {
                sketch.add(odd);
                oracle.accept(odd);
                amount++;
            }
        }
        if (amount > Sketch.EXACT_LIMIT) {
            assertThat(counts(sketch)).isEqualTo(counts(oracle));
        }
    }

    private static TreeMap<Integer, Long> counts(Sketch sketch) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        for (int i = 0; i < sketch.buckets().length; i++) {
            if (sketch.buckets()[i] != 0) {
                counts.put(sketch.firstBucket() + i, sketch.buckets()[i]);
            }
        }
        return counts;
    }

    private static TreeMap<Integer, Long> counts(DDSketch oracle) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        for (Bin bin : (Iterable<Bin>) oracle.getPositiveValueStore()::getAscendingIterator) {
            counts.put(bin.getIndex() + 2, (long) bin.getCount());
        }
        return counts;
    }
}
