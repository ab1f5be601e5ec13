package dev.tocsin.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.PostgresExtension;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlOutboxIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @Test
    void shouldGiveTheTurnToPublishToOneGatewayAtATime() {
        DatabaseSettings settings = new DatabaseSettings(postgres.jdbcUrl(), postgres.user(), postgres.password());
        try (Database one = Database.open(settings, Duration.ofSeconds(10));
                Database other = Database.open(settings, Duration.ofSeconds(10))) {
            Optional<Database.Lock> turn = new ControlOutbox(one).turn();
            assertThat(turn).isPresent();
            assertThat(turn.get().isHeld()).isTrue();
            assertThat(new ControlOutbox(other).turn()).isEmpty();

            turn.get().close();

            Optional<Database.Lock> next = new ControlOutbox(other).turn();
            assertThat(next).isPresent();
            next.get().close();
        }
    }
}
