package dev.tocsin.health.admission;

import static dev.tocsin.health.admission.Refusal.FUTURE;
import static dev.tocsin.health.admission.Refusal.LATE;
import static dev.tocsin.health.admission.Timeliness.ON_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Resolution;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {

    /** The start of a slice. */
    private static final long NOW = 1_760_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "-120001, FUTURE",
        "-120000, ON_TIME",
        "0, ON_TIME",
        "10000, ON_TIME",
        "10001, ONE_SLICE_LATE",
        "20000, ONE_SLICE_LATE",
        "20001, TWO_SLICES_LATE",
        "50000, FOUR_SLICES_LATE",
        "50001, FIVE_SLICES_LATE",
        "60000, FIVE_SLICES_LATE",
        "60001, CORRECTION",
        "600000, CORRECTION",
        "600001, ROLLUPS_ONLY",
        "7200000, ROLLUPS_ONLY",
        "7200001, LATE"
    })
    void shouldAdmitByLatenessOnEachSideOfEachBound(long latenessMs, String admission) {
        assertThat(Admission.of(NOW - latenessMs, NOW)).hasToString(admission);
    }

    @ParameterizedTest
    @CsvSource({
        "11999, ON_TIME",
        "12000, ONE_SLICE_LATE",
        "21999, ONE_SLICE_LATE",
        "22000, TWO_SLICES_LATE",
        "61999, FIVE_SLICES_LATE",
        "62000, CORRECTION"
    })
    void shouldAwaitTwoSecondsOfDisorderAfterTheEndOfASlice(long latenessMs, String admission) {
        assertThat(Admission.of(NOW, NOW + latenessMs)).hasToString(admission);
        assertThat(Admission.of(NOW + 9_999, NOW + latenessMs)).hasToString(admission);
    }

    /** The proof in {@link Timeliness}, number by number: no watermark can have ended the view when the record is read. */
    @Test
    void shouldOnlyBeInViewsThatNoWatermarkCanHaveEndedBeforeItIsRead() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 100_000; i++) {
            long event = NOW + random.nextLong(60_000);
            long append = event + random.nextLong(-120_000, 90_000);
            Timeliness timeliness = (Timeliness) Admission.of(event, append);
            if (timeliness.isJudged()) {
                long view = timeliness.firstView(Resolution.SLICE.floor(event));
                long watermarkWhenRead = append - Admission.DISORDER_MS;
                assertThat(watermarkWhenRead).isLessThan(view);
                assertThat(view)
                        .as("the first such view that ends after it")
                        .satisfiesAnyOf(
                                end -> assertThat(end - 10_000).isLessThanOrEqualTo(watermarkWhenRead),
                                end -> assertThat(timeliness).isEqualTo(ON_TIME));
                assertThat(view - 60_000).as("holds it").isLessThanOrEqualTo(event);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1760000000, seconds", "1760000000000000, microseconds", "1760000000000000000, nanoseconds"})
    void shouldRecogniseTheUnitThatWasSentByMistake(long eventTime, String unit) {
        assertThat(Admission.of(eventTime, NOW)).isEqualTo(Refusal.WRONG_UNIT);
        assertThat(Refusal.WRONG_UNIT.detail(eventTime, NOW))
                .isEqualTo("timestamp looks like " + unit + "; send milliseconds");
    }

    @Test
    void shouldNotGuessAUnitInWhichATimeIsOutOfBoundsAsWell() {
        assertThat(Admission.of((NOW - 7_201_000) / 1_000, NOW)).isEqualTo(LATE);
        assertThat(Admission.of((NOW + 121_000) * 1_000, NOW)).isEqualTo(FUTURE);
    }

    @Test
    void shouldNotBeFooledByTimesAtTheEndsOfALong() {
        assertThat(Admission.of(Long.MAX_VALUE, NOW)).isEqualTo(FUTURE);
        assertThat(Admission.of(Long.MIN_VALUE, NOW)).isEqualTo(LATE);
        assertThat(Admission.of(Long.MAX_VALUE, 0)).isEqualTo(FUTURE);
        assertThat(Admission.of(Long.MIN_VALUE, 0)).isEqualTo(LATE);
        assertThat(Admission.of(0, 0)).isEqualTo(ON_TIME);
    }
}
