package dev.tocsin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UptimeTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, '0:00:00'",
        "PT1H2M3.4S, '1:02:03'",
        "PT23H59M59.9S, '23:59:59'",
        "P1D, '1 day, 0:00:00'",
        "P2DT3H, '2 days, 3:00:00'"
    })
    void shouldReadAsPeopleSayIt(Duration up, String readable) {
        assertThat(Uptime.readable(up)).isEqualTo(readable);
    }
}
