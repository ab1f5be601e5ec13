package dev.tocsin.alerting.redis;

import static org.awaitility.Awaitility.await;

import dev.tocsin.alerting.ledger.Aftermaths;
import dev.tocsin.alerting.ledger.AftermathsContract;
import dev.tocsin.events.service.Secret;
import dev.tocsin.testkit.RedisExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisAftermathsIT extends AftermathsContract {

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
    protected Aftermaths aftermaths(Duration grace) {
        return new RedisAftermaths(connection, grace);
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
}
