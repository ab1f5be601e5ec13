package dev.tocsin.health.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.health.detect.Detector.Verdict;
import dev.tocsin.health.detect.NoveltyDetector.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoveltyDetectorTest {

    private static final long STEP = 300_000;
    private static final int DAY = 288;
    private static final int WARM_UP = 600;

    private final SplittableRandom random = new SplittableRandom(5);
    private final NoveltyDetector detector = new NoveltyDetector(WARM_UP, Limits.DEFAULT);
    private int next;

    @Test
    void shouldSayHowMuchIsLeftToLearnAndRingNoBellBefore() {
        for (int i = 0; i < WARM_UP; i++) {
            Verdict verdict = observe(i % 50 == 49 ? 10_000 * i : 100);
            int left = WARM_UP - i;
            assertThat(verdict.reason())
                    .isEqualTo("learning, " + left + (left == 1 ? " more value needed" : " more values needed"));
            assertThat(verdict.anomalous()).isFalse();
            assertThat(verdict.expectedHigh()).isNaN();
        }
        assertThat(observe(100).reason()).isEqualTo("as usual");
    }

    @Test
    void shouldFindASpikeAtOnce() {
        feed(3 * DAY, this::noise);
        Verdict verdict = observe(180);
        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.reason()).isEqualTo("the highest in 3 days");
        assertThat(verdict.expectedHigh()).isBetween(102.0, 104.0);
        assertThat(verdict.expectedLow()).isBetween(98.0, 100.0);
    }

    @Test
    void shouldFindADropAtOnce() {
        feed(3 * DAY, this::noise);
        assertThat(observe(20).reason()).isEqualTo("the lowest in 3 days");
    }

    @Test
    void shouldFindAValueBetweenTwoUsualOnes() {
        feed(4 * DAY, i -> (i / 40 % 2 == 0 ? 100 : 300) + random.nextDouble());
        List<Verdict> verdicts = feed(10, i -> 200);
        assertThat(verdicts.stream().filter(Verdict::anomalous).map(Verdict::reason))
                .containsExactly("unlike any value in 4 days");
    }

    @Test
    void shouldFindALevelThatMovesLessThanItsNoise() {
        feed(5 * DAY, i -> 100 + 10 * random.nextGaussian());
        List<Verdict> verdicts = feed(DAY, i -> 112 + 10 * random.nextGaussian());
        assertThat(verdicts.stream().filter(Verdict::anomalous).map(Verdict::reason))
                .anyMatch(reason -> reason.startsWith("on average the highest in 5 days"));
    }

    @Test
    void shouldFindAUsualValueAtAnUnusualTime() {
        feed(8 * DAY, i -> daily(i) + 60 * random.nextDouble());
        // It is night, and within two hours it is as it is at noon.
        int night = 8 * DAY;
        List<Verdict> verdicts =
                feed(100, i -> daily(night + Math.min(DAY / 2, 6 * (i - night))) + 60 * random.nextDouble());
        assertThat(verdicts.stream().filter(Verdict::anomalous).map(Verdict::reason))
                .contains("far above the usual for this time of the day");
    }

    @Test
    void shouldFindThatASeriesHasGoneStill() {
        feed(16 * DAY, i -> 100 + 50 * Math.sin(i / 100.0) + (i % 2 == 0 ? 1 : -1) * (8 + 2 * random.nextDouble()));
        List<Verdict> verdicts = feed(DAY, i -> 100 + 50 * Math.sin(i / 100.0));
        assertThat(verdicts.stream().filter(Verdict::anomalous).map(Verdict::reason))
                .anyMatch(reason -> reason.startsWith("as still as never in 16 days"));
    }

    @Test
    void shouldFindThatASeriesJumpsAboutThoughNoJumpIsNew() {
        feed(16 * DAY, i -> i % 40 == 0 ? 140 : i % 40 == 1 ? 60 : 100 + random.nextDouble());
        List<Verdict> verdicts = feed(100, i -> i % 2 == 0 ? 60 : 140);
        assertThat(verdicts.stream().filter(Verdict::anomalous).map(Verdict::reason))
                .anyMatch(reason -> reason.startsWith("jumping about as never in 16 days"));
    }

    @Test
    void shouldFindAStepWithinItsBounds() {
        feed(8 * DAY, i -> 100 + 50 * Math.sin(i / 20.0) + random.nextDouble());
        List<Verdict> verdicts = feed(20, i -> i % 2 == 0 ? 60 : 140);
        assertThat(verdicts.stream().filter(Verdict::anomalous).map(Verdict::reason))
                .containsExactly("a step as never in 8 days");
    }

    @Test
    void shouldRestAfterAnAlarmUnlessSomethingMuchStrongerHappens() {
        feed(3 * DAY, this::noise);
        assertThat(observe(102.3).anomalous()).isTrue();
        for (int i = 0; i < 0.4 * WARM_UP - 1; i++) {
            Verdict verdict = observe(i % 10 == 9 ? 102.5 + i / 500.0 : noise(i));
            assertThat(verdict.anomalous()).as("%d: %s", i, verdict).isFalse();
        }
        assertThat(observe(5_000).anomalous()).isTrue();
    }

    @Test
    void shouldEndTheRestInTime() {
        feed(3 * DAY, this::noise);
        assertThat(observe(180).anomalous()).isTrue();
        feed((int) (0.4 * WARM_UP), this::noise);
        assertThat(observe(400).anomalous()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 100, -3, 1e12})
    void shouldFindNothingInAConstantSeriesUntilItChanges(double constant) {
        assertThat(feed(5 * DAY, i -> constant)).noneMatch(Verdict::anomalous);
        assertThat(feed(DAY, i -> constant * (1 + 1e-4 * random.nextDouble()))).noneMatch(Verdict::anomalous);
        assertThat(observe(constant + 1 + Math.abs(constant)).anomalous()).isTrue();
    }

    @Test
    void shouldFindNothingInASteadyCounterUntilItIsReset() {
        assertThat(feed(8 * DAY, i -> 1e6 + 100.0 * i + 20 * random.nextDouble()))
                .noneMatch(Verdict::anomalous);
        assertThat(feed(10, i -> 100.0 * i)).anyMatch(Verdict::anomalous);
    }

    @Test
    void shouldNotMindGapsAndUnevenSteps() {
        List<Verdict> verdicts = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < 10 * DAY; i++) {
            at += random.nextInt(50) == 0 ? 20 * STEP : (long) (STEP * random.nextDouble() * 2);
            verdicts.add(
                    detector.observe(at, 100 + 30 * Math.sin(at * 2 * Math.PI / 86_400_000) + random.nextDouble()));
        }
        assertThat(verdicts.stream().filter(Verdict::anomalous).count()).isLessThan(6);
        assertThat(detector.observe(at + STEP, 400).anomalous()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void shouldRefuseWhatIsNoNumberAndLearnNothingFromIt(double value) throws IOException {
        feed(700, this::noise);
        byte[] before = written(detector);
        assertThatThrownBy(() -> observe(value)).hasMessageContaining("cannot be judged; leave it out");
        assertThat(written(detector)).isEqualTo(before);
    }

    @Test
    void shouldJudgeTheLargestNumbersThereAre() {
        feed(WARM_UP + 1, this::noise);
        assertThat(observe(Double.MAX_VALUE).score()).isBetween(0.5, 1.0);
        assertThat(observe(-Double.MAX_VALUE).score()).isBetween(0.0, 1.0);
    }

    /** Values that follow cannot change what was said: the verdicts on a prefix are the prefix of the verdicts. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldNotLookAhead(long seed) {
        double[] series = series(seed, 2_000);
        List<Verdict> whole = verdicts(series, series.length);
        for (int length = 1; length < series.length; length += 211) {
            assertThat(verdicts(series, length)).isEqualTo(whole.subList(0, length));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldJudgeTheSameToTheBitAfterItWasWrittenAndReadAtAnyMoment(long seed) throws IOException {
        double[] series = series(seed, 1_500);
        NoveltyDetector whole = new NoveltyDetector(100, Limits.DEFAULT);
        NoveltyDetector restarted = new NoveltyDetector(100, Limits.DEFAULT);
        int alarms = 0;
        for (int i = 0; i < series.length; i++) {
            Verdict expected = whole.observe(i * STEP, series[i]);
            assertThat(restarted.observe(i * STEP, series[i])).isEqualTo(expected);
            alarms += expected.anomalous() ? 1 : 0;
            restarted = read(written(restarted));
        }
        assertThat(alarms).isPositive();
        assertThat(written(restarted)).isEqualTo(written(whole));
    }

    @Test
    void shouldNeedLessThanFourKibibytes() throws IOException {
        NoveltyDetector largest = new NoveltyDetector(NoveltyDetector.MOST_WARM_UP, Limits.DEFAULT);
        int most = 0;
        for (int i = 0; i < 40 * NoveltyDetector.MOST_WARM_UP; i++) {
            largest.observe(i * 60_000L, 1_000 * random.nextGaussian());
            if (i % 997 == 0 || i % 57 == 55) {
                most = Math.max(most, written(largest).length);
            }
        }
        assertThat(most).isBetween(3_500, 4_096);
    }

    @Test
    void shouldRefuseAWarmUpThatCannotWorkAndStateOfAnotherKind() throws IOException {
        assertThatThrownBy(() -> new NoveltyDetector(29, Limits.DEFAULT)).hasMessageContaining("between 30 and 1440");
        assertThatThrownBy(() -> new NoveltyDetector(1_441, Limits.DEFAULT))
                .hasMessageContaining("between 30 and 1440");
        byte[] state = written(detector);
        state[0] = 77;
        assertThatThrownBy(() -> read(state)).hasMessageContaining("has version 77, not 1");
    }

    @Test
    void shouldRingSoonerTheMoreSensitiveItIs() {
        NoveltyDetector sensitive = new NoveltyDetector(WARM_UP, Limits.DEFAULT.moreSensitive(4));
        NoveltyDetector dull = new NoveltyDetector(WARM_UP, Limits.DEFAULT.moreSensitive(0.1));
        int few = 0;
        int many = 0;
        for (int i = 0; i < 20 * DAY; i++) {
            double value = 100 + 5 * random.nextGaussian();
            many += sensitive.observe(i * STEP, value).anomalous() ? 1 : 0;
            few += dull.observe(i * STEP, value).anomalous() ? 1 : 0;
        }
        assertThat(few).isZero();
        assertThat(many).isGreaterThan(3);
    }

    private double noise(int i) {
        return 100 + 2 * random.nextDouble();
    }

    private static double daily(int i) {
        return 100 + 80 * Math.sin(2 * Math.PI * i / DAY - Math.PI / 2);
    }

    private Verdict observe(double value) {
        return detector.observe(next++ * STEP, value);
    }

    private List<Verdict> feed(int values, IntToDoubleFunction series) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < values; i++) {
            verdicts.add(observe(series.applyAsDouble(next)));
        }
        return verdicts;
    }

    /** Days, levels, noise, spikes and still times at random. */
    private static double[] series(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] series = new double[length];
        double level = 100;
        double noise = 1;
        for (int i = 0; i < length; i++) {
            if (random.nextInt(300) == 0) {
                level = 1_000 * random.nextDouble();
                noise = random.nextInt(3) == 0 ? 0 : 20 * random.nextDouble();
            }
            series[i] = level
                    + noise * random.nextGaussian()
                    + (random.nextInt(100) == 0 ? 5_000 * random.nextDouble() : 0);
        }
        return series;
    }

    private static List<Verdict> verdicts(double[] series, int length) {
        NoveltyDetector fresh = new NoveltyDetector(200, Limits.DEFAULT);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            verdicts.add(fresh.observe(i * STEP, series[i]));
        }
        return verdicts;
    }

    private static byte[] written(NoveltyDetector detector) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        detector.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static NoveltyDetector read(byte[] state) throws IOException {
        return NoveltyDetector.read(new DataInputStream(new ByteArrayInputStream(state)), Limits.DEFAULT);
    }
}
