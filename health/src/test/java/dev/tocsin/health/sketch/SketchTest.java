package dev.tocsin.health.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.health.Distribution;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchTest {

    @Test
    void shouldKeepEachOf64ValuesAndOnlyBucketsOf65() {
        Sketch sketch = new Sketch();
        for (int i = 1; i <= 64; i++) {
            sketch.add(i * 1_000);
            assertThat(sketch.isExact()).isTrue();
        }
        sketch.add(65_000);

        assertThat(sketch.isExact()).isFalse();
        assertThat(sketch.count()).isEqualTo(65);
        assertThat(Arrays.stream(sketch.buckets()).sum()).isEqualTo(65);
    }

    @Test
    void shouldKnowNoPercentileOfNothing() {
        assertThat(new Sketch().percentile(50, 0, 0)).isNaN();
        assertThat(new Sketch().percentile(0, 0, 0)).isNaN();
    }

    @Test
    void shouldAnswerEveryPercentileOfOneValueWithIt() {
        for (double percent : new double[] {0, 0.1, 50, 99.9, 100}) {
            assertThat(Sketches.of(7).percentile(percent, 7, 7)).isEqualTo(7);
        }
    }

    @Test
    void shouldInterpolateBetweenClosestRanks() {
        Sketch sketch = Sketches.of(40, 10, 30, 20);

        assertThat(sketch.percentile(0, 10, 40)).isEqualTo(10);
        assertThat(sketch.percentile(50, 10, 40)).isEqualTo(25);
        assertThat(sketch.percentile(75, 10, 40)).isEqualTo(32.5);
        assertThat(sketch.percentile(100, 10, 40)).isEqualTo(40);
    }

    /** The published figures for 50, 55, …, 145. */
    @Test
    void shouldAnswerTheWorkedExample() {
        long[] values = LongStream.range(0, 20).map(i -> 50 + 5 * i).toArray();

        assertThat(Sketches.percentile(Sketches.of(values), 50, values)).isEqualTo(97.5);
        assertThat(Sketches.percentile(Sketches.of(values), 95, values)).isCloseTo(140.25, within(1e-9));
        assertThat(Sketches.percentile(Sketches.of(values), 99, values)).isCloseTo(144.05, within(1e-9));
    }

    @Test
    void shouldAnswerTheExtremesExactlyAlsoFromBuckets() {
        long[] values = Distribution.LOG_NORMAL.draw(new SplittableRandom(1), 1_000);
        Sketch sketch = Sketches.of(values);

        assertThat(Sketches.percentile(sketch, 0, values))
                .isEqualTo(Arrays.stream(values).min().getAsLong());
        assertThat(Sketches.percentile(sketch, 100, values))
                .isEqualTo(Arrays.stream(values).max().getAsLong());
    }

    @Test
    void shouldAnswerNothingBeyondTheExtremes() {
        long[] values = new long[100];
        Arrays.fill(values, 1_000_003);

        for (int percent = 0; percent <= 100; percent++) {
            assertThat(Sketches.percentile(Sketches.of(values), percent, values))
                    .isEqualTo(1_000_003);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 100.001, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAPercentThatIsNone(double percent) {
        assertThatThrownBy(() -> Sketches.of(1).percentile(percent, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 100");
    }

    /** A checkpoint is written by another thread, while the owner copies the same sketch. */
    @Test
    void shouldNotChangeByBeingReadSoThatSeveralThreadsMay() {
        long[] values =
                new SplittableRandom(3).longs(Sketch.EXACT_LIMIT, 0, 1_000_000).toArray();
        byte[] expected = Sketches.of(Arrays.stream(values).sorted().toArray()).encode();
        for (int round = 0; round < 200; round++) {
            Sketch sketch = Sketches.of(values);
            assertThat(IntStream.range(0, 16).parallel().mapToObj(reader -> sketch.encode()))
                    .allMatch(bytes -> Arrays.equals(bytes, expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 600, 6_000})
    void shouldNeedAtMost600BytesForAMinuteOfLatencies(int observations) {
        SplittableRandom random = new SplittableRandom(observations);
        long[] sizes = LongStream.range(0, 100)
                .map(minute -> Sketches.of(Distribution.LOG_NORMAL.draw(random, observations))
                        .encode()
                        .length)
                .sorted()
                .toArray();

        assertThat(sizes[95]).isLessThanOrEqualTo(600);
    }

    @Test
    void shouldCountWhatIsAboveALimitToThePrecisionOfABucket() {
        assertThat(Sketches.of(1, 5, 5, 9).countAbove(5)).isEqualTo(1);
        assertThat(new Sketch().countAbove(0)).isZero();
        Sketch many = Sketches.of(LongStream.rangeClosed(1, 1_000).toArray());
        assertThat(many.countAbove(0)).isEqualTo(1_000);
        assertThat(many.countAbove(512)).isEqualTo(488);
        assertThat(many.countAbove(1L << 40)).isZero();
    }
}
