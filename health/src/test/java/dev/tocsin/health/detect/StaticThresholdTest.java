package dev.tocsin.health.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.health.detect.Detector.Verdict;
import org.junit.jupiter.api.Test;

class StaticThresholdTest extends DetectorContract {

    StaticThresholdTest() {
        super(StaticThreshold::new, StaticThreshold::read, 2);
    }

    @Test
    void shouldExpectThreeStandardDeviationsAroundTheMeanOfTheWarmUp() {
        StaticThreshold exact = new StaticThreshold(4);
        for (double value : new double[] {2, 4, 4, 6}) {
            exact.observe(0, value);
        }
        Verdict verdict = exact.observe(0, 4 + 5 * Math.sqrt(2));
        assertThat(verdict.expectedLow()).isCloseTo(4 - 3 * Math.sqrt(2), within(1e-12));
        assertThat(verdict.expectedHigh()).isCloseTo(4 + 3 * Math.sqrt(2), within(1e-12));
        assertThat(verdict.score()).isCloseTo(5.0 / 8, within(1e-12));
        assertThat(verdict.reason()).isEqualTo("5 deviations above the mean of the first values");
    }

    @Test
    void shouldNeverGetUsedToAnotherLevel() {
        feed(3 * DAY, this::noise);
        assertThat(feed(10 * DAY, i -> 150)).allMatch(Verdict::anomalous).containsOnly(observe(150));
    }
}
