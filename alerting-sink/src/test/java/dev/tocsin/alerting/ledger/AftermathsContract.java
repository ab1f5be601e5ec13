package dev.tocsin.alerting.ledger;

import static dev.tocsin.events.Severity.CRITICAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.alerting.Alerts;
import dev.tocsin.events.Entity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every memory of aftermaths promises. */
public abstract class AftermathsContract {

    private static final Duration GRACE = Duration.ofSeconds(90);
    private static final Entity CHECKOUT = Entity.service("checkout");

    /** The same memory each time, but for the grace time. */
    protected abstract Aftermaths aftermaths(Duration grace);

    /** Epoch ms, near the memory's own present. */
    protected abstract long now();

    /** Returns when the time has passed for the memory. */
    protected abstract void pass(Duration time);

    @Test
    void shouldReturnWhatWasAddedForTheEntityAndChannelOnly() {
        Aftermath down = of("checkout", "consecutive-failures", now());
        Aftermath slow = of("checkout", "slow-p95 <it> & „that“", now());
        aftermaths(GRACE).add("slack", down);
        aftermaths(GRACE).add("slack", slow);
        aftermaths(GRACE).add("slack", of("search", "consecutive-failures", now()));

        assertThat(aftermaths(GRACE).recent("slack", CHECKOUT)).containsExactlyInAnyOrder(down, slow);
        assertThat(aftermaths(GRACE).recent("mail", CHECKOUT)).isEmpty();
        assertThat(aftermaths(GRACE).recent("slack", Entity.service("other"))).isEmpty();
    }

    @Test
    void shouldKeepOneWhenTheSameIsAddedAgain() {
        Aftermath down = of("checkout", "consecutive-failures", now());

        aftermaths(GRACE).add("slack", down);
        aftermaths(GRACE).add("slack", down);

        assertThat(aftermaths(GRACE).recent("slack", CHECKOUT)).containsExactly(down);
    }

    @Test
    void shouldForgetWhenTheGraceTimeIsOver() {
        Duration grace = Duration.ofMillis(60);
        aftermaths(grace).add("slack", of("checkout", "consecutive-failures", now()));

        pass(grace);

        await().untilAsserted(() ->
                assertThat(aftermaths(grace).recent("slack", CHECKOUT)).isEmpty());
    }

    @Test
    void shouldForgetTheOldEvenWhenNewOnesKeepComing() {
        Aftermath old = of("checkout", "consecutive-failures", now() - GRACE.toMillis() - 1);
        Aftermath fresh = of("checkout", "slow-p95", now());
        aftermaths(GRACE).add("slack", old);

        aftermaths(GRACE).add("slack", fresh);

        assertThat(aftermaths(GRACE).recent("slack", CHECKOUT)).containsExactly(fresh);
    }

    @Test
    void shouldKeepTheNewestWhenThereAreTooMany() {
        long now = now();
        for (int i = 0; i < Aftermaths.MOST + 8; i++) {
            aftermaths(GRACE).add("slack", of("checkout", "rule-" + i, now + i));
        }

        assertThat(aftermaths(GRACE).recent("slack", CHECKOUT))
                .hasSize(Aftermaths.MOST)
                .extracting(Aftermath::resolvedAt)
                .allSatisfy(resolvedAt -> assertThat(resolvedAt).isGreaterThanOrEqualTo(now + 8));
    }

    private static Aftermath of(String service, String rule, long resolvedAt) {
        OpenIncident incident = OpenIncident.pending(Alerts.firing(service, rule, CRITICAL));
        return Aftermath.of(incident.told(incident.transition(), resolvedAt - 16_000), resolvedAt);
    }
}
