package dev.tocsin.job.windows;

import static dev.tocsin.job.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.SeriesKey;
import org.junit.jupiter.api.Test;

class PartialPaceTest {

    private static final long NO_WATERMARK = Long.MIN_VALUE;
    private static final SeriesKey A = SeriesKey.probe("a", "eu-1");

    private final PartialPace pace = new PartialPace();

    @Test
    void shouldWaitTheLongerTheMoreSeriesWait() {
        for (int i = 0; i < 5_000; i++) {
            SeriesKey series = SeriesKey.probe("service-" + i, "eu-1");
            assertThat(pace.changed(series, T0, NO_WATERMARK, T0)).isEqualTo(PartialPace.Then.SHOW);
        }
        long latest = 0;
        for (int i = 0; i < 5_000; i++) {
            SeriesKey series = SeriesKey.probe("service-" + i, "eu-1");
            assertThat(pace.changed(series, T0, NO_WATERMARK, T0 + 1)).isEqualTo(PartialPace.Then.WAIT);
            latest = Math.max(latest, pace.nextAsk(series, T0 + 1));
        }
        assertThat(latest).isEqualTo(T0 + 6 * PartialPace.EVERY_MS);
    }

    @Test
    void shouldShowASeriesThatIsSeldomHeardOfAtOnceHoweverManyWait() {
        for (int i = 0; i < 3_000; i++) {
            SeriesKey series = SeriesKey.probe("service-" + i, "eu-1");
            pace.changed(series, T0, NO_WATERMARK, T0);
            pace.changed(series, T0, NO_WATERMARK, T0 + 1);
        }

        assertThat(pace.changed(A, T0, NO_WATERMARK, T0 + 2)).isEqualTo(PartialPace.Then.SHOW);
        assertThat(pace.changed(A, T0, NO_WATERMARK, T0 + 3)).isEqualTo(PartialPace.Then.WAIT);
    }

    @Test
    void shouldShowTheNewestSliceOfThoseThatWaited() {
        pace.changed(A, T0, NO_WATERMARK, T0);
        pace.changed(A, T0, NO_WATERMARK, T0 + 1);
        pace.changed(A, T0 + 10_000, NO_WATERMARK, T0 + 2);

        assertThat(pace.takeWaiting(A, T0 + PartialPace.EVERY_MS)).isEqualTo(T0 + 10_000);
    }

    @Test
    void shouldHaveNothingToShowAfterARestoreOrWhenForgotten() {
        assertThat(pace.takeWaiting(A, T0)).isEqualTo(Long.MIN_VALUE);
        pace.changed(A, T0, NO_WATERMARK, T0);
        pace.changed(A, T0, NO_WATERMARK, T0);
        pace.forget(A);
        assertThat(pace.takeWaiting(A, T0)).isEqualTo(Long.MIN_VALUE);
    }
}
