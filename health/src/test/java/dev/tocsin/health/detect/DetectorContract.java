package dev.tocsin.health.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.health.detect.Detector.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for each baseline, whatever its arithmetic. */
abstract class DetectorContract {

    static final long STEP = 300_000;
    static final int DAY = 288;
    private static final int WARM_UP = 2 * DAY;
    private static final int LARGEST_STATE = 4_096;

    final SplittableRandom random = new SplittableRandom(7);
    final Detector detector;
    private final IntFunction<Detector> factory;
    private final Reader reader;
    private final int leastWarmUp;
    private int next;

    /** How a detector is read. */
    interface Reader {
        Detector read(DataInput in) throws IOException;
    }

    DetectorContract(IntFunction<Detector> factory, Reader reader, int leastWarmUp) {
        this.factory = factory;
        this.reader = reader;
        this.leastWarmUp = leastWarmUp;
        this.detector = factory.apply(WARM_UP);
    }

    @Test
    void shouldSayHowMuchIsLeftToLearnAndRingNoBellBefore() {
        for (int left = WARM_UP; left > 0; left--) {
            Verdict verdict = observe(left % 50 == 0 ? 1e6 : 100);
            assertThat(verdict).isEqualTo(Verdict.learning(left));
        }
        assertThat(observe(100).expectedHigh()).isNotNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {200, 1_000, 1e30})
    void shouldFindASpike(double spike) {
        feed(3 * DAY, this::noise);

        Verdict verdict = observe(spike);

        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.score()).isBetween(Verdict.ANOMALOUS, 1.0);
        assertThat(verdict.expectedHigh()).isBetween(102.0, 120.0);
        assertThat(verdict.reason()).contains(" above the ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e30})
    void shouldFindADrop(double drop) {
        feed(3 * DAY, this::noise);

        Verdict verdict = observe(drop);

        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.expectedLow()).isBetween(80.0, 98.0);
        assertThat(verdict.reason()).contains(" below the ");
    }

    @Test
    void shouldBeCalmOnNoiseAndRingOnlyOutsideOfWhatItExpects() {
        feed(3 * DAY, this::noise);
        int alarms = 0;
        for (int i = 0; i < 20 * DAY; i++) {
            double value = noise(i);
            Verdict verdict = observe(value);
            boolean outside = value < verdict.expectedLow() || value > verdict.expectedHigh();
            assertThat(verdict.anomalous()).isEqualTo(outside);
            assertThat(verdict.reason().equals(Detector.AS_USUAL)).isNotEqualTo(outside);
            alarms += outside ? 1 : 0;
        }
        assertThat(alarms).isLessThan(20 * DAY / 100);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 100, -3, 1e12})
    void shouldFindNothingInAConstantSeriesUntilItChanges(double constant) {
        assertThat(feed(4 * DAY, i -> constant)).noneMatch(Verdict::anomalous);
        assertThat(feed(DAY, i -> constant * (1 + 1e-4 * random.nextDouble()))).noneMatch(Verdict::anomalous);
        assertThat(observe(constant + 1 + Math.abs(constant)).reason()).startsWith(constant == 0 ? "far above" : "");
        assertThat(observe(-constant - 1).anomalous()).isTrue();
    }

    @Test
    void shouldJudgeTheLargestNumbersThereAreAndGoOn() {
        feed(WARM_UP, this::noise);
        assertThat(observe(Double.MAX_VALUE).score()).isBetween(0.99, 1.0);
        assertThat(observe(-Double.MAX_VALUE).score()).isBetween(0.0, 1.0);
        assertThat(feed(3 * DAY, this::noise)).allMatch(verdict -> verdict.score() >= 0 && verdict.score() <= 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void shouldRefuseWhatIsNoNumberAndLearnNothingFromIt(double value) throws IOException {
        feed(WARM_UP + 5, this::noise);
        byte[] before = written(detector);
        assertThatThrownBy(() -> observe(value)).hasMessageContaining("cannot be judged; leave it out");
        assertThat(written(detector)).isEqualTo(before);
    }

    /** Values that follow cannot change what was said. */
    @Test
    void shouldNotLookAhead() {
        double[] series = series(3 * DAY);
        List<Verdict> whole = verdicts(series, series.length);
        for (int length = 1; length < series.length; length += 101) {
            assertThat(verdicts(series, length)).isEqualTo(whole.subList(0, length));
        }
    }

    @Test
    void shouldJudgeTheSameToTheBitAfterItWasWrittenAndReadAtAnyMoment() throws IOException {
        double[] series = series(4 * DAY);
        List<Verdict> uninterrupted = verdicts(series, series.length);
        assertThat(uninterrupted).anyMatch(Verdict::anomalous);
        Detector restarted = factory.apply(DAY);
        for (int i = 0; i < series.length; i++) {
            assertThat(restarted.observe(i * STEP, series[i])).isEqualTo(uninterrupted.get(i));
            restarted = read(written(restarted));
        }
    }

    @Test
    void shouldStayWithinFourKibibytes() throws IOException {
        feed(20 * DAY, this::noise);
        int size = written(detector).length;
        assertThat(size).isLessThanOrEqualTo(LARGEST_STATE);
        feed(20 * DAY, this::noise);
        assertThat(written(detector)).hasSize(size);
    }

    @Test
    void shouldRefuseAWarmUpThatCannotWorkAndStateOfAnotherKind() throws IOException {
        assertThatThrownBy(() -> factory.apply(leastWarmUp - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is less than " + leastWarmUp);
        byte[] state = written(factory.apply(leastWarmUp));
        state[0] = 77;
        assertThatThrownBy(() -> read(state)).hasMessageContaining("has version 77, not 1");
    }

    final double noise(int i) {
        return 100 + 3 * random.nextGaussian();
    }

    /** High at noon, low at midnight. */
    static double daily(int i) {
        return 100 - 50 * Math.cos(2 * Math.PI * i / DAY);
    }

    final Verdict observe(double value) {
        return detector.observe(next++ * STEP, value);
    }

    /** Feeds what follows, by the number of the value from the very first on. */
    final List<Verdict> feed(int values, IntToDoubleFunction series) {
        return IntStream.range(0, values)
                .mapToObj(i -> observe(series.applyAsDouble(next)))
                .toList();
    }

    /** Levels that last for hours, with noise and spikes. */
    private double[] series(int length) {
        double[] levels = random.doubles(1 + length / 60, 10, 1_000).toArray();
        return IntStream.range(0, length)
                .mapToDouble(i -> levels[i / 60] * (random.nextInt(80) == 0 ? 9 : 1) + random.nextGaussian())
                .toArray();
    }

    private List<Verdict> verdicts(double[] series, int length) {
        Detector fresh = factory.apply(DAY);
        return IntStream.range(0, length)
                .mapToObj(i -> fresh.observe(i * STEP, series[i]))
                .toList();
    }

    private static byte[] written(Detector detector) throws IOException {
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        detector.write(new DataOutputStream(state));
        return state.toByteArray();
    }

    private Detector read(byte[] state) throws IOException {
        return reader.read(new DataInputStream(new ByteArrayInputStream(state)));
    }
}
