package dev.tocsin.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(2); // such a clock may pass over its end
    private final RateLimits limits = new RateLimits(() -> now);

    @Test
    void shouldLetInTwoSecondsWorthAtOnceAndThenTheRate() {
        assertThat(admitted("a", 10, 100)).isEqualTo(20);
        pass(100);
        assertThat(admitted("a", 10, 100)).isEqualTo(1);
        pass(1_000);
        assertThat(admitted("a", 10, 100)).isEqualTo(10);
        pass(60_000);
        assertThat(admitted("a", 10, 100)).isEqualTo(20);
    }

    @Test
    void shouldSayHowLongToWait() {
        admitted("a", 1, 2);
        Duration wait = limits.admit("a", 1);
        assertThat(wait).isEqualTo(Duration.ofSeconds(1));

        pass(wait.toMillis());

        assertThat(limits.admit("a", 1)).isZero();
        pass(250);
        assertThat(limits.admit("a", 1)).isEqualTo(Duration.ofMillis(750));
        assertThat(limits.admit("a", 1)).as("asking does not make it longer").isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void shouldKeepOneClientsHasteFromOthers() {
        admitted("a", 1, 10);
        assertThat(limits.admit("b", 1)).isZero();
    }

    @Test
    void shouldForgetWhoWasSilentLongestWhenThereAreTooMany() {
        admitted("first", 1, 2);
        admitted("second", 1, 2);
        for (int i = 0; i < RateLimits.MAX_CLIENTS - 2; i++) {
            limits.admit("client " + i, 1);
        }
        assertThat(limits.admit("first", 1)).isPositive();

        limits.admit("one too many", 1);

        assertThat(limits.clients()).isEqualTo(RateLimits.MAX_CLIENTS);
        assertThat(limits.admit("first", 1)).as("asked just now").isPositive();
        assertThat(limits.admit("second", 1)).as("forgotten, so it begins anew").isZero();
    }

    private int admitted(String client, int perSecond, int asked) {
        int admitted = 0;
        for (int i = 0; i < asked; i++) {
            admitted += limits.admit(client, perSecond).isZero() ? 1 : 0;
        }
        return admitted;
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
