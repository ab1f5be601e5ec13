package dev.tocsin.alerting.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.alerting.ledger.DeliveryKey;
import dev.tocsin.alerting.ledger.Ledger;
import dev.tocsin.alerting.ledger.LedgerContract;
import dev.tocsin.alerting.ledger.Mark;
import dev.tocsin.events.Notification.Outcome;
import dev.tocsin.events.service.Secret;
import dev.tocsin.testkit.RedisExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisLedgerIT extends LedgerContract {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private RedisConnection connection;

    @BeforeEach
    void connect() {
        connection = new RedisConnection(redis.host(), redis.port(), 0, new Secret(""), "test");
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    @Override
    protected Ledger ledger() {
        return new RedisLedger(connection, MEMORY);
    }

    @Override
    protected long now() {
        return System.currentTimeMillis();
    }

    @Override
    protected void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        await().pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() > until);
    }

    @Test
    void shouldForgetWhenTheMemoryEnds() {
        Ledger shortLived = new RedisLedger(connection, Duration.ofMillis(50));
        shortLived.settle(new DeliveryKey("slack", "incident", 1), "a", new Mark(1, Outcome.DELIVERED, true, "", 1));

        await().untilAsserted(
                        () -> assertThat(shortLived.read("slack", "incident")).isEmpty());
    }

    @Test
    void shouldNoticeThatRedisWasEmptied() throws Exception {
        assertThat(connection.remembers()).isFalse();
        assertThat(connection.remembers()).isTrue();

        redis.beforeEach(null);

        assertThat(connection.remembers()).isFalse();
    }
}
