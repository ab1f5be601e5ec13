package dev.tocsin.alerting.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.MutableClock;
import dev.tocsin.events.Notification.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemoryLedgerTest extends LedgerContract {

    private final MutableClock clock = new MutableClock();
    private final InMemoryLedger ledger = new InMemoryLedger(clock, MEMORY);

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected long now() {
        return clock.millis();
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void shouldForgetWhenTheMemoryEnds() {
        ledger.settle(
                new DeliveryKey("slack", "incident", 1), "a", new Mark(1, Outcome.DELIVERED, true, "", clock.millis()));

        clock.advance(MEMORY);
        assertThat(ledger.read("slack", "incident")).isPresent();

        clock.advance(Duration.ofMillis(1));
        assertThat(ledger.read("slack", "incident")).isEmpty();
    }
}
