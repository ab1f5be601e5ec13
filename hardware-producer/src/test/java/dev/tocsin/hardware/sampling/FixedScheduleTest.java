package dev.tocsin.hardware.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FixedScheduleTest {

    private static final long ORIGIN = Long.MAX_VALUE - 50;

    @Test
    void shouldWaitOneIntervalWhenTheRunTookNoTime() {
        assertThat(FixedSchedule.untilNext(1_000, 100, 1_000)).isEqualTo(100);
    }

    @Test
    void shouldNotDriftWhenARunTakesTime() {
        assertThat(FixedSchedule.untilNext(1_000, 100, 1_030)).isEqualTo(70);
        assertThat(FixedSchedule.untilNext(1_000, 100, 1_130)).isEqualTo(70);
    }

    @Test
    void shouldLeaveOutMissedTurns() {
        assertThat(FixedSchedule.untilNext(1_000, 100, 9_099)).isEqualTo(1);
        assertThat(FixedSchedule.untilNext(1_000, 100, 9_100)).isEqualTo(100);
    }

    @Test
    void shouldSurviveTheOverflowOfTheClock() {
        assertThat(FixedSchedule.untilNext(ORIGIN, 100, ORIGIN + 130)).isEqualTo(70);
    }
}
