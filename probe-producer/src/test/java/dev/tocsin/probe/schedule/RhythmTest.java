package dev.tocsin.probe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RhythmTest {

    @ParameterizedTest
    @CsvSource({"0, 3", "2, 3", "3, 13", "12, 13", "13, 23", "-8, -7", "-7, 3", "-100, -97"})
    void shouldFindTheFirstPointAfterATime(long time, long point) {
        assertThat(new Rhythm(10, 3).after(time)).isEqualTo(point);
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 0", "0, 3, 1", "3, 3, 0", "3, 12, 0", "3, 13, 1", "3, 43, 4", "5, 1, 0"})
    void shouldCountThePointsBetweenTwoTimes(long from, long to, long points) {
        assertThat(new Rhythm(10, 3).between(from, to)).isEqualTo(points);
    }

    @Test
    void shouldDivideTheIntervalEvenlyAmongTheLocations() {
        double eu = Rhythm.phase("checkout", 0, 2);
        double us = Rhythm.phase("checkout", 1, 2);

        assertThat(Math.abs(eu - us)).isEqualTo(0.5);
    }

    @Test
    void shouldScatterServicesOverTheInterval() {
        int[] tenths = new int[10];
        IntStream.range(0, 1_000).forEach(i -> tenths[(int) (10 * Rhythm.phase("service-" + i, 0, 1))]++);

        assertThat(IntStream.of(tenths)).allMatch(count -> count > 60 && count < 140);
    }

    @Test
    void shouldKeepItsPointsWhereTimeOverflows() {
        Rhythm rhythm = Rhythm.of(Long.MAX_VALUE - 5, Duration.ofNanos(10), 0.3);

        assertThat(rhythm.after(Long.MAX_VALUE - 5)).isEqualTo(Long.MAX_VALUE - 2);
        assertThat(rhythm.after(Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE + 7);
        assertThat(rhythm.between(Long.MAX_VALUE - 2, Long.MIN_VALUE + 17)).isEqualTo(2);
    }
}
