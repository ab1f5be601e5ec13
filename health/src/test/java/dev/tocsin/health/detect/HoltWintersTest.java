package dev.tocsin.health.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.health.detect.Detector.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoltWintersTest extends DetectorContract {

    HoltWintersTest() {
        super(HoltWinters::new, HoltWinters::read, 2);
    }

    @Test
    void shouldFindAUsualValueAtAnUnusualTime() {
        feed(6 * DAY, i -> daily(i) + random.nextGaussian());
        Verdict atMidnight = observe(daily(DAY / 2));
        assertThat(atMidnight.anomalous()).isTrue();
        assertThat(atMidnight.expectedHigh()).isLessThan(70);
        assertThat(atMidnight.reason()).endsWith("deviations above the forecast");
        feed(DAY / 2 - 1, i -> daily(i) + random.nextGaussian());
        assertThat(observe(daily(DAY / 2)).anomalous()).isFalse();
    }

    @Test
    void shouldForecastByTheLevelAloneWithinTheFirstDay() {
        HoltWinters young = new HoltWinters(2);
        young.observe(0, 10);
        young.observe(STEP, 20);
        assertThat(middle(young.observe(2 * STEP, 30))).isEqualTo(15);
        assertThat(middle(young.observe(3 * STEP, 30))).isEqualTo(20);
        young.observe(6 * STEP, 40);
        assertThat(middle(young.observe(9 * STEP, 40))).isCloseTo(22.9, within(1e-9));
    }

    @Test
    void shouldTakeTheFirstDayForTheSeason() {
        HoltWinters young = new HoltWinters(DAY);
        for (int i = 0; i < DAY; i++) {
            young.observe(i * STEP, i / 3 % 2 == 0 ? 100 : 200);
        }
        assertThat(middle(young.observe(DAY * STEP, 100))).isEqualTo(100);
        assertThat(middle(young.observe((DAY + 3) * STEP, 200))).isEqualTo(200);
    }

    @Test
    void shouldFollowATrend() {
        feed(12 * DAY, i -> 1_000 + 0.5 * i + random.nextGaussian());
        List<Verdict> day = feed(DAY, i -> 1_000 + 0.5 * i + random.nextGaussian());
        assertThat(day.stream().filter(Verdict::anomalous).count()).isLessThan(DAY / 20);
        assertThat(middle(day.get(DAY - 1))).isBetween(2_840.0, 2_900.0);
    }

    @Test
    void shouldLearnATimeOfTheDayThatTheFirstDayDidNotHave() {
        for (int day = 0; day < 5; day++) {
            for (int i = day == 0 ? DAY / 2 : 0; i < DAY; i++) {
                detector.observe((day * DAY + i) * STEP, daily(i));
            }
        }
        assertThat(middle(detector.observe(5 * DAY * STEP, 50))).isBetween(30.0, 80.0);
    }

    private static double middle(Verdict verdict) {
        return (verdict.expectedLow() + verdict.expectedHigh()) / 2;
    }
}
