package dev.tocsin.alerting.redis;

import dev.tocsin.alerting.ledger.OpenIncidents;
import dev.tocsin.alerting.ledger.OpenIncidentsContract;
import dev.tocsin.events.service.Secret;
import dev.tocsin.testkit.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisOpenIncidentsIT extends OpenIncidentsContract {

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
    protected OpenIncidents incidents() {
        return new RedisOpenIncidents(connection);
    }
}
