package dev.tocsin.health.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.health.detect.Detector.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExponentialSmoothingTest extends DetectorContract {

    ExponentialSmoothingTest() {
        super(ExponentialSmoothing::new, ExponentialSmoothing::read, 2);
    }

    @Test
    void shouldGetUsedToAnotherLevel() {
        feed(3 * DAY, this::noise);
        assertThat(observe(150).reason()).endsWith("deviations above the mean of the latest values");
        feed(100, i -> 50 + noise(i));
        Verdict verdict = observe(150);
        assertThat(verdict.anomalous()).isFalse();
        assertThat(verdict.expectedLow()).isBetween(125.0, 149.0);
        assertThat(verdict.expectedHigh()).isBetween(151.0, 175.0);
    }

    @Test
    void shouldFollowASlowDayButNotAJump() {
        feed(3 * DAY, i -> daily(i) + random.nextGaussian());
        List<Verdict> day = feed(DAY, i -> daily(i) + random.nextGaussian());
        assertThat(day.stream().filter(Verdict::anomalous).count()).isLessThan(DAY / 20);
        assertThat(observe(100).anomalous()).isTrue();
    }
}
