package dev.tocsin.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveTimeTest {

    @ParameterizedTest
    @CsvSource({"0, 10000", "4999, 10000", "5000, 10000", "5001, 20000", "9999, 20000", "10000, 20000"})
    void shouldBeTheNextSliceBoundaryAtLeastFiveSecondsAhead(long now, long expected) {
        assertThat(EffectiveTime.after(now)).isEqualTo(expected);
    }
}
