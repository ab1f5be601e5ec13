package dev.tocsin.health.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    @Test
    void shouldDivideByTheWholeViewOnceTheSeriesIsOlder() {
        Rate rate = Rate.of(360, HOUR, 30 * HOUR, HOUR);

        assertThat(rate.perMinute()).isEqualTo(6);
        assertThat(rate.perSecond()).isEqualTo(0.1);
    }

    @Test
    void shouldDivideByTheTimeSinceTheSeriesBeganWhenItBeganInTheView() {
        assertThat(Rate.of(30, HOUR, 5 * MINUTE, 5 * MINUTE).perMinute()).isEqualTo(6);
    }

    @Test
    void shouldTellOfAGapInTheMiddleInsteadOfDividingItAway() {
        assertThat(Rate.of(180, HOUR, 2 * HOUR, HOUR / 2).perMinute()).isEqualTo(3);
    }

    @Test
    void shouldTellOneCheckAnHourRightAfterTheFirst() {
        assertThat(Rate.of(1, HOUR, 1_000, HOUR).perMinute()).isEqualTo(1.0 / 60, within(1e-12));
        assertThat(Rate.of(1, MINUTE, 1_000, HOUR).perMinute()).isEqualTo(1);
    }

    @Test
    void shouldBeZeroOnlyWhenSomethingCouldHaveBeenObserved() {
        assertThat(Rate.of(0, MINUTE, HOUR, 0).perMinute()).isZero();
        assertThat(Rate.of(0, MINUTE, 0, 0)).isEqualTo(Rate.UNKNOWN);
        assertThat(Rate.UNKNOWN.perSecond()).isNaN();
    }
}
