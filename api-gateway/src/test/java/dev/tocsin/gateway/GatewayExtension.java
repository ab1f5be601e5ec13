package dev.tocsin.gateway;

import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.PostgresExtension;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A gateway for a test class, on a real Kafka and with a database of its own; tests may restart it. */
final class GatewayExtension extends RunningGateway implements BeforeAllCallback, AfterAllCallback {

    private final KafkaExtension kafka = new KafkaExtension();
    private final PostgresExtension postgres = new PostgresExtension();

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        kafka.beforeAll(context);
        postgres.beforeAll(context);
        run(config(kafka.bootstrapServers(), postgres, null, Duration.ofSeconds(20)));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    KafkaExtension kafka() {
        return kafka;
    }

    PostgresExtension postgres() {
        return postgres;
    }

    void restart() {
        restart(null);
    }

    /** Starts again with that {@code tocsin.yml}. */
    void restart(Path file) {
        close();
        run(config(kafka.bootstrapServers(), postgres, file, Duration.ofSeconds(20)));
    }
}
