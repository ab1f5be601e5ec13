package dev.tocsin.health.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.health.detect.Detector.Verdict;
import org.junit.jupiter.api.Test;

class SeasonalMedianTest extends DetectorContract {

    private static final int HOUR = 12;

    SeasonalMedianTest() {
        super(SeasonalMedian::new, SeasonalMedian::read, 14);
    }

    @Test
    void shouldFindAUsualValueAtAnUnusualTime() {
        feed(14 * DAY, i -> daily(i) + noise(i));
        Verdict atMidnight = observe(daily(DAY / 2) + 100);
        assertThat(atMidnight.anomalous()).isTrue();
        assertThat(atMidnight.reason()).endsWith("deviations above the usual for this time of the day");
        feed(DAY / 2 - 1, i -> daily(i) + noise(i));
        assertThat(observe(daily(DAY / 2) + 100).anomalous()).isFalse();
    }

    @Test
    void shouldJudgeByTheHoursAroundWhileAnHourHasTooFewValues() {
        feed(3 * DAY, i -> i / HOUR % 24 < 12 ? 100 : 300);
        assertThat(feed(3 * HOUR, i -> 100)).noneMatch(Verdict::anomalous);
        Verdict morning = observe(100);
        assertThat(morning.expectedLow()).isEqualTo(99);
        assertThat(morning.expectedHigh()).isEqualTo(101);
    }

    @Test
    void shouldJudgeByTheLatestValuesWhileAllHoursHaveTooFew() {
        SeasonalMedian young = new SeasonalMedian(20);
        for (int i = 0; i < 20; i++) {
            young.observe(i * 1_000, 50);
        }
        assertThat(young.observe(20_000, 50).expectedHigh()).isEqualTo(50.5);
        assertThat(young.observe(21_000, 60).anomalous()).isTrue();
    }

    @Test
    void shouldRememberAFortnightHoweverOftenValuesCome() {
        feed(14 * DAY, i -> 100);
        feed(6 * DAY, i -> 200);
        assertThat(observe(200).anomalous()).isTrue();
        feed(3 * DAY, i -> 200);
        assertThat(observe(200).anomalous()).isFalse();
        assertThat(observe(100).anomalous()).isTrue();
    }
}
