package dev.tocsin.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void shouldDoubleFromOneSecondToThirtyWithJitterBelow() {
        Backoff backoff = new Backoff(new SplittableRandom(1));
        long[] fullMs = {1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000};

        for (int attempts = 1; attempts <= fullMs.length; attempts++) {
            for (int i = 0; i < 100; i++) {
                assertThat(backoff.after(attempts))
                        .isBetween(
                                Duration.ofMillis(fullMs[attempts - 1] / 2), Duration.ofMillis(fullMs[attempts - 1]));
            }
        }
        assertThat(backoff.after(Integer.MAX_VALUE)).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }
}
