package dev.tocsin.alerting.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Notification.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every ledger promises. */
public abstract class LedgerContract {

    protected static final Duration MEMORY = Duration.ofHours(48);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final DeliveryKey FIRST = new DeliveryKey("slack", "incident", 1);
    private static final DeliveryKey SECOND = new DeliveryKey("slack", "incident", 2);

    private long at;

    protected abstract Ledger ledger();

    /** Epoch ms, near the ledger's own present. */
    protected abstract long now();

    /** Returns when the time has passed for the ledger. */
    protected abstract void pass(Duration time) throws InterruptedException;

    @Test
    void shouldKnowNothingOfWhatWasNotSettled() {
        ledger().claim(FIRST, "a", LEASE);

        assertThat(ledger().read("slack", "incident")).isEmpty();
    }

    @Test
    void shouldReadWhatWasSettled() {
        Mark mark = mark(1, Outcome.DELIVERED, true);

        ledger().settle(FIRST, "a", mark);

        assertThat(ledger().read("slack", "incident")).contains(mark);
        assertThat(ledger().read("mail", "incident")).isEmpty();
        assertThat(ledger().read("slack", "other")).isEmpty();
    }

    @Test
    void shouldGrantAClaimToOneOwnerOnly() {
        assertThat(ledger().claim(FIRST, "a", LEASE)).isEqualTo(new Claim.Granted());

        assertThat(ledger().claim(FIRST, "b", LEASE))
                .isInstanceOfSatisfying(
                        Claim.Held.class, held -> assertThat(held.remaining()).isBetween(LEASE.minusSeconds(5), LEASE));
        assertThat(ledger().claim(FIRST, "a", LEASE)).isEqualTo(new Claim.Granted());
        assertThat(ledger().claim(SECOND, "b", LEASE)).isEqualTo(new Claim.Granted());
    }

    @Test
    void shouldGrantAClaimToAnotherWhenTheLeaseHasEnded() throws InterruptedException {
        ledger().claim(FIRST, "a", Duration.ofMillis(60));

        pass(Duration.ofMillis(80));

        assertThat(ledger().claim(FIRST, "b", LEASE)).isEqualTo(new Claim.Granted());
    }

    @Test
    void shouldGrantAClaimToAnotherWhenItsOwnerGaveItBack() {
        ledger().claim(FIRST, "a", LEASE);

        ledger().release(FIRST, "b");
        assertThat(ledger().claim(FIRST, "b", LEASE)).isInstanceOf(Claim.Held.class);

        ledger().release(FIRST, "a");
        assertThat(ledger().claim(FIRST, "b", LEASE)).isEqualTo(new Claim.Granted());
    }

    @Test
    void shouldRefuseAClaimOnWhatWasSettled() {
        Mark mark = mark(2, Outcome.DELIVERED, true);
        ledger().settle(SECOND, "a", mark);

        assertThat(ledger().claim(SECOND, "b", LEASE)).isEqualTo(new Claim.Settled(mark));
        assertThat(ledger().claim(FIRST, "b", LEASE)).isEqualTo(new Claim.Settled(mark));
    }

    @Test
    void shouldGrantAClaimOnWhatWasOnlyMuted() {
        ledger().settle(FIRST, "a", mark(1, Outcome.MUTED, false));

        assertThat(ledger().claim(FIRST, "a", LEASE)).isEqualTo(new Claim.Granted());
    }

    @Test
    void shouldNeverGoBack() {
        ledger().settle(SECOND, "a", mark(2, Outcome.MUTED, false));

        ledger().settle(FIRST, "zombie", mark(1, Outcome.DELIVERED, true));

        assertThat(ledger().read("slack", "incident")).contains(mark(2, Outcome.MUTED, true));
    }

    @Test
    void shouldReplaceMutedByDeliveredButNotDeliveredByMuted() {
        ledger().settle(FIRST, "a", mark(1, Outcome.MUTED, false));
        ledger().settle(FIRST, "a", mark(1, Outcome.DELIVERED, true));
        ledger().settle(FIRST, "a", mark(1, Outcome.MUTED, false));

        assertThat(ledger().read("slack", "incident")).contains(mark(1, Outcome.DELIVERED, true));
    }

    @Test
    void shouldRememberThatSomethingWasToldWhenLaterTransitionsAreMuted() {
        ledger().settle(FIRST, "a", mark(1, Outcome.DELIVERED, true));
        ledger().settle(SECOND, "a", mark(2, Outcome.MUTED, false));

        assertThat(ledger().read("slack", "incident")).contains(mark(2, Outcome.MUTED, true));
    }

    private Mark mark(int sequence, Outcome outcome, boolean told) {
        return new Mark(sequence, outcome, told, "because <it> & \"that\"", at());
    }

    private long at() {
        if (at == 0) {
            at = now();
        }
        return at;
    }
}
