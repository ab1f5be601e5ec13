package dev.tocsin.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeterTest {

    private final Meter.Reading reading = new Meter.Reading(
            1_005,
            7,
            0,
            new long[] {1_000, 1_010, 1_020},
            new long[] {0, 10_000_000_000L, 14_000_000_000L},
            0,
            List.of());

    @Test
    void shouldInterpolateBetweenSamples() {
        assertThat(reading.cpuSeconds(1_005, 1_015)).isCloseTo(12 - 5, within(1e-9));
    }

    @Test
    void shouldNotReachBeyondTheSamples() {
        assertThat(reading.cpuSeconds(1_005, 9_999)).isCloseTo(14 - 5, within(1e-9));
    }
}
