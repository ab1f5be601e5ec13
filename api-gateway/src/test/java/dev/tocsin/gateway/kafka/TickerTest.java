package dev.tocsin.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickerTest {

    @ParameterizedTest
    @CsvSource({"5000, 3", "5002, 1", "5003, 1000", "5004, 999", "5999, 4"})
    void shouldTickRightAfterEachFullSecond(long now, long wait) {
        assertThat(Ticker.untilNextTick(now)).isEqualTo(wait);
    }
}
