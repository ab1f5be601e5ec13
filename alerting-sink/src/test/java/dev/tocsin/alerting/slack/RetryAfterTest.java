package dev.tocsin.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void shouldReadSeconds() {
        assertThat(RetryAfter.read("30", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.read(" 1 ", NOW)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldReadAnHttpDate() {
        assertThat(RetryAfter.read("Thu, 01 Jan 2026 12:00:45 GMT", NOW)).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void shouldWaitASecondWhenItIsMissingUnreadableOrPast() {
        for (String header : new String[] {null, "", "soon", "-5", "0", "Thu, 01 Jan 2026 11:00:00 GMT"}) {
            assertThat(RetryAfter.read(header, NOW)).isEqualTo(Duration.ofSeconds(1));
        }
    }
}
