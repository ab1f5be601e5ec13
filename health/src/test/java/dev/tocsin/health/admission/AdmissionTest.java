package dev.tocsin.health.admission;

import static dev.tocsin.health.admission.Admission.ALL;
import static dev.tocsin.health.admission.Admission.FUTURE;
import static dev.tocsin.health.admission.Admission.LATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {

    private static final long NOW = 1_760_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "-120001, FUTURE",
        "-120000, ALL",
        "-119999, ALL",
        "0, ALL",
        "599999, ALL",
        "600000, ALL",
        "600001, ROLLUPS_ONLY",
        "7199999, ROLLUPS_ONLY",
        "7200000, ROLLUPS_ONLY",
        "7200001, LATE"
    })
    void shouldAdmitByLatenessOnEachSideOfEachBound(long latenessMs, Admission admission) {
        assertThat(Admission.of(NOW - latenessMs, NOW)).isEqualTo(admission);
    }

    @Test
    void shouldNotBeFooledByTimesAtTheEndsOfALong() {
        assertThat(Admission.of(Long.MAX_VALUE, NOW)).isEqualTo(FUTURE);
        assertThat(Admission.of(Long.MIN_VALUE, NOW)).isEqualTo(LATE);
        assertThat(Admission.of(Long.MAX_VALUE, 0)).isEqualTo(FUTURE);
        assertThat(Admission.of(Long.MIN_VALUE, 0)).isEqualTo(LATE);
        assertThat(Admission.of(0, 0)).isEqualTo(ALL);
    }

    /** A replay shifts nothing: only the difference of the two times counts. */
    @Test
    void shouldDependOnTheDifferenceAlone() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            long lateness = random.nextLong(-200_000, 8_000_000);
            long shift = random.nextLong(10_000_000_000L);
            assertThat(Admission.of(NOW + shift - lateness, NOW + shift)).isEqualTo(Admission.of(NOW - lateness, NOW));
        }
    }
}
