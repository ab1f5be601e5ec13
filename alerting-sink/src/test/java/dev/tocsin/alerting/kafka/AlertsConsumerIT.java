package dev.tocsin.alerting.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.AlertTransition;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AlertsConsumerIT {

    /** Port 1 of loopback: nobody listens there. */
    private static final String NOBODY = "127.0.0.1:1";

    @Test
    void shouldSaySinceWhenNoBrokerAnswers() {
        AtomicLong now = new AtomicLong(1_000);
        try (AlertsConsumer consumer = new AlertsConsumer(NOBODY, new NoInbox(), now::incrementAndGet)) {
            consumer.start();

            await().until(() -> consumer.failingSince() > 0);
            long since = consumer.failingSince();
            await().during(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(consumer.failingSince()).isEqualTo(since));
            assertThat(consumer.lastError()).isEqualTo("no broker answers");
        }
    }

    private static final class NoInbox implements Inbox {

        @Override
        public void accept(AlertTransition transition, Object origin, Runnable done) {
            throw new AssertionError("there is nothing to accept");
        }

        @Override
        public void abandon(Object origin) {
            throw new AssertionError("there is nothing to abandon");
        }
    }
}
