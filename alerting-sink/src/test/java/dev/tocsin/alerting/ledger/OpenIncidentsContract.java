package dev.tocsin.alerting.ledger;

import static dev.tocsin.events.Severity.CRITICAL;
import static dev.tocsin.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.Alerts;
import dev.tocsin.events.Entity;
import org.junit.jupiter.api.Test;

/** What every memory of open incidents promises. */
public abstract class OpenIncidentsContract {

    private static final Entity CHECKOUT = Entity.service("checkout");

    private final OpenIncident down = OpenIncident.pending(Alerts.firing("checkout", "consecutive-failures", CRITICAL));
    private final OpenIncident slow = OpenIncident.pending(Alerts.firing("checkout", "slow-p95", WARNING));
    private final OpenIncident elsewhere = OpenIncident.pending(Alerts.firing("search", "slow-p95", WARNING));

    protected abstract OpenIncidents incidents();

    @Test
    void shouldReturnWhatWasPutForTheEntityAndChannelOnly() {
        OpenIncident told = down.told(down.transition(), 123);
        OpenIncident covered =
                slow.covered(slow.transition(), "covered by <it> & „that“").uncovered(456);
        incidents().put("slack", told);
        incidents().put("slack", covered);
        incidents().put("slack", elsewhere);

        assertThat(incidents().of("slack", CHECKOUT)).containsExactlyInAnyOrder(told, covered);
        assertThat(incidents().of("mail", CHECKOUT)).isEmpty();
        assertThat(incidents().count("slack")).isEqualTo(3);
        assertThat(incidents().count("mail")).isZero();
    }

    @Test
    void shouldReplaceWhatWasKnownOfAnIncident() {
        incidents().put("slack", down);

        incidents().put("slack", down.told(down.transition(), 123));

        assertThat(incidents().of("slack", CHECKOUT)).containsExactly(down.told(down.transition(), 123));
        assertThat(incidents().count("slack")).isEqualTo(1);
    }

    @Test
    void shouldForgetWhatWasRemoved() {
        incidents().put("slack", down);
        incidents().put("slack", slow);

        incidents().remove("slack", CHECKOUT, down.incidentId());
        incidents().remove("slack", CHECKOUT, "never-there");

        assertThat(incidents().of("slack", CHECKOUT)).containsExactly(slow);
        assertThat(incidents().count("slack")).isEqualTo(1);
    }

    @Test
    void shouldKeepButNotCountWhatIsClosing() {
        incidents().put("slack", down);
        incidents().put("slack", slow);

        incidents().put("slack", slow.closed());
        assertThat(incidents().of("slack", CHECKOUT)).containsExactlyInAnyOrder(down, slow.closed());
        assertThat(incidents().count("slack")).isEqualTo(1);

        incidents().remove("slack", CHECKOUT, slow.incidentId());
        assertThat(incidents().count("slack")).isEqualTo(1);
    }

    @Test
    void shouldNameTheEntitiesThatHaveACoveredIncident() {
        incidents().put("slack", down);
        incidents().put("slack", slow.covered(slow.transition(), "covered"));
        incidents().put("slack", elsewhere.covered(elsewhere.transition(), "covered"));
        assertThat(incidents().covered("slack")).containsExactlyInAnyOrder(CHECKOUT, Entity.service("search"));

        incidents().put("slack", elsewhere.told(elsewhere.transition(), 1));
        assertThat(incidents().covered("slack")).containsExactly(CHECKOUT);

        incidents().remove("slack", CHECKOUT, slow.incidentId());
        assertThat(incidents().covered("slack")).isEmpty();
    }
}
