package dev.tocsin.alerting.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.alerting.ledger.MemoryUnavailableException;
import dev.tocsin.events.service.Secret;
import dev.tocsin.testkit.FaultProxy;
import dev.tocsin.testkit.RedisExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisConnectionIT {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private FaultProxy proxy;
    private RedisConnection connection;

    @BeforeEach
    void connect() {
        proxy = FaultProxy.before(redis.port());
        connection = new RedisConnection("127.0.0.1", proxy.port(), 0, new Secret(""), "test");
    }

    @AfterEach
    void disconnect() {
        connection.close();
        proxy.close();
    }

    @Test
    void shouldGiveUpWithinThreeHundredMillisecondsWhenAConnectionIsHalfOpen() {
        connection.remembers();
        proxy.pause();

        assertGivesUpInTime();
        assertGivesUpInTime();
    }

    @Test
    void shouldGiveUpWithinThreeHundredMillisecondsWhenANewConnectionIsNotAnswered() {
        proxy.pause();

        assertGivesUpInTime();
    }

    @Test
    void shouldFailAtOnceWhenNobodyListensAndWorkAgainAfterwards() {
        proxy.refuse();
        assertGivesUpInTime();

        proxy.restore();
        assertThat(connection.remembers()).isFalse();
        assertThat(connection.remembers()).isTrue();
    }

    private void assertGivesUpInTime() {
        long before = System.nanoTime();
        assertThatThrownBy(connection::remembers)
                .isInstanceOf(MemoryUnavailableException.class)
                .hasMessageContaining("127.0.0.1:" + proxy.port());
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(300));
    }
}
