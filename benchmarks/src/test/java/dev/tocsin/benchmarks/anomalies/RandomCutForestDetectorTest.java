package dev.tocsin.benchmarks.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.health.detect.Detector;
import dev.tocsin.health.detect.Detector.Verdict;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomCutForestDetectorTest {

    private static final int WARM_UP = 300;

    private final SplittableRandom random = new SplittableRandom(3);
    private final Detector detector = new RandomCutForestDetector(WARM_UP);

    @Test
    void shouldFindASpikeAndBeCalmBefore() {
        List<Verdict> learning = feed(detector, noise(WARM_UP));
        assertThat(learning.get(0)).isEqualTo(Verdict.learning(WARM_UP));
        assertThat(learning.get(WARM_UP - 1)).isEqualTo(Verdict.learning(1));

        List<Verdict> calm = feed(detector, noise(1_000));
        assertThat(calm.stream().filter(Verdict::anomalous).count()).isLessThan(30);

        Verdict spike = detector.observe(0, 500);
        assertThat(spike.anomalous()).isTrue();
        assertThat(spike.reason()).endsWith("deviations stranger than the mean of earlier values");
    }

    @Test
    void shouldSayTheSameOfTheSameValues() {
        double[] series = noise(600);
        assertThat(feed(new RandomCutForestDetector(WARM_UP), series)).isEqualTo(feed(detector, series));
    }

    @Test
    void shouldFindNothingInAConstantSeriesUntilItChanges() {
        double[] constant = IntStream.range(0, 800).mapToDouble(i -> 7).toArray();
        assertThat(feed(detector, constant)).noneMatch(Verdict::anomalous);
        assertThat(detector.observe(0, 8).anomalous()).isTrue();
        assertThat(detector.observe(0, Double.MAX_VALUE).score()).isBetween(0.0, 1.0);
    }

    @Test
    void shouldRefuseWhatItCannotDo() {
        assertThatThrownBy(() -> new RandomCutForestDetector(127)).hasMessageContaining("is less than 128");
        assertThatThrownBy(() -> detector.observe(0, Double.NaN)).hasMessageContaining("cannot be judged");
        assertThatThrownBy(() -> detector.write(null)).hasMessageContaining("for comparison only");
    }

    private double[] noise(int length) {
        return IntStream.range(0, length)
                .mapToDouble(i -> 100 + 3 * random.nextGaussian())
                .toArray();
    }

    private static List<Verdict> feed(Detector detector, double[] series) {
        return IntStream.range(0, series.length)
                .mapToObj(i -> detector.observe(i * 300_000L, series[i]))
                .toList();
    }
}
