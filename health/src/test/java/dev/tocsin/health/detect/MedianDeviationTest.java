package dev.tocsin.health.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.health.detect.Detector.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MedianDeviationTest {

    private static final long STEP = 10_000;

    @Test
    void shouldSayNothingWhileWarmingUpWhateverItSees() {
        MedianDeviation detector = new MedianDeviation();
        for (int i = 0; i < MedianDeviation.WARM_UP; i++) {
            Verdict verdict = detector.observe(i * STEP, i % 2 == 0 ? 1 : 1e9);
            assertThat(verdict.score()).isZero();
            assertThat(verdict.anomalous()).isFalse();
            assertThat(verdict.expectedHigh()).isNaN();
            assertThat(verdict.reason())
                    .isEqualTo("learning, " + (MedianDeviation.WARM_UP - i) + " more values needed");
        }
        assertThat(detector.observe(0, 5).expectedHigh()).isNotNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1_000, 5_000, 1e9})
    void shouldFindASpikeAboveAndSayHowFar(double spike) {
        MedianDeviation detector = noisy(100, 40);

        Verdict verdict = detector.observe(0, spike);

        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.score()).isBetween(Verdict.ANOMALOUS, 1.0);
        assertThat(spike).isGreaterThan(verdict.expectedHigh());
        assertThat(verdict.reason()).endsWith("deviations above the usual");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 10})
    void shouldFindADropBelow(double drop) {
        Verdict verdict = noisy(100, 40).observe(0, drop);

        assertThat(verdict.anomalous()).isTrue();
        assertThat(drop).isLessThan(verdict.expectedLow());
        assertThat(verdict.reason()).endsWith("deviations below the usual");
    }

    @Test
    void shouldBeCalmWithinTheExpectedRangeAndOnlyThere() {
        for (double value = 20; value < 500; value *= 1.01) {
            Verdict verdict = noisy(100, 40).observe(0, value);
            assertThat(verdict.anomalous()).isEqualTo(value < verdict.expectedLow() || value > verdict.expectedHigh());
        }
    }

    @Test
    void shouldTakeTenPercentForNoiseHoweverQuietTheSeriesWas() {
        assertThat(quiet().observe(0, 110).anomalous()).isFalse();
        assertThat(quiet().observe(0, 180).anomalous()).isFalse();
        assertThat(quiet().observe(0, 185).anomalous()).isTrue();
    }

    @Test
    void shouldNotTakeAnOutageForUsualBeforeHalfTheWindowHasSeenIt() {
        MedianDeviation detector = noisy(100, MedianDeviation.WINDOW);
        for (int i = 0; i < MedianDeviation.WINDOW / 2; i++) {
            assertThat(detector.observe(i * STEP, 10_000).anomalous())
                    .as("after %d", i)
                    .isTrue();
        }
        for (int i = 0; i < MedianDeviation.WINDOW; i++) {
            detector.observe(i * STEP, 10_000);
        }
        assertThat(detector.observe(0, 10_000).anomalous()).isFalse();
    }

    /** Values that follow cannot change what was said: each verdict on a whole series is the last on its prefix. */
    @Test
    void shouldNotLookAhead() {
        double[] series = series(200);
        List<Verdict> whole = verdicts(new MedianDeviation(), series, series.length);
        for (int length = 1; length <= series.length; length += 7) {
            assertThat(verdicts(new MedianDeviation(), series, length)).isEqualTo(whole.subList(0, length));
        }
    }

    @Test
    void shouldJudgeTheSameAfterItWasWrittenAndReadAtAnyMoment() throws IOException {
        double[] series = series(150);
        MedianDeviation uninterrupted = new MedianDeviation();
        MedianDeviation restarted = new MedianDeviation();
        for (int i = 0; i < series.length; i++) {
            assertThat(restarted.observe(i * STEP, series[i])).isEqualTo(uninterrupted.observe(i * STEP, series[i]));
            restarted = readBack(restarted);
        }
    }

    private static double[] series(int length) {
        SplittableRandom random = new SplittableRandom(3);
        double[] series = new double[length];
        for (int i = 0; i < length; i++) {
            series[i] = random.nextInt(20) == 0 ? 10_000 * random.nextDouble() : 100 + 10 * random.nextGaussian();
        }
        return series;
    }

    private static List<Verdict> verdicts(Detector detector, double[] series, int length) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            verdicts.add(detector.observe(i * STEP, series[i]));
        }
        return verdicts;
    }

    private static MedianDeviation noisy(double around, int values) {
        SplittableRandom random = new SplittableRandom(1);
        MedianDeviation detector = new MedianDeviation();
        for (int i = 0; i < values; i++) {
            detector.observe(i * STEP, around * (1 + 0.05 * random.nextGaussian()));
        }
        return detector;
    }

    private static MedianDeviation quiet() {
        MedianDeviation detector = new MedianDeviation();
        for (int i = 0; i < 30; i++) {
            detector.observe(i * STEP, 100);
        }
        return detector;
    }

    private static MedianDeviation readBack(MedianDeviation detector) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        detector.write(new DataOutputStream(bytes));
        return MedianDeviation.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
