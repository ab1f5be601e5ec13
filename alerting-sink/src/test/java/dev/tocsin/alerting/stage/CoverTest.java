package dev.tocsin.alerting.stage;

import static dev.tocsin.alerting.Alerts.firing;
import static dev.tocsin.events.Severity.CRITICAL;
import static dev.tocsin.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.alerting.stage.Cover.Change;
import dev.tocsin.events.AlertTransition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverTest {

    private static final long NOW = Attempts.NOW;
    private static final long GRACE_MS = 90_000;

    private final Cover cover = new Cover(Duration.ofMillis(GRACE_MS), Duration.ofHours(48));
    private final AlertTransition down = firing("checkout", "down", CRITICAL);
    private final AlertTransition slow = firing("checkout", "slow-p95", WARNING);
    private final OpenIncident told = OpenIncident.pending(down).told(down, NOW);
    private final OpenIncident covered = OpenIncident.pending(slow).covered(slow, "covered by down");

    @Test
    void shouldChangeNothingWhileItIsCovered() {
        assertThat(cover.review(List.of(told, covered), NOW)).isEmpty();
    }

    @Test
    void shouldBeginTheGraceTimeWhenTheCoverEnds() {
        assertThat(cover.review(List.of(told.closed(), covered), NOW))
                .containsExactly(new Change(covered.uncovered(NOW), false));
        assertThat(cover.review(List.of(covered), NOW)).containsExactly(new Change(covered.uncovered(NOW), false));
    }

    @Test
    void shouldTellWhenNothingCoveredItForTheGraceTime() {
        OpenIncident uncovered = covered.uncovered(NOW);

        assertThat(cover.review(List.of(uncovered), NOW + GRACE_MS - 1)).isEmpty();
        assertThat(cover.review(List.of(uncovered), NOW + GRACE_MS)).containsExactly(new Change(uncovered, true));
    }

    @Test
    void shouldEndTheGraceTimeWhenItIsCoveredAgain() {
        OpenIncident uncovered = covered.uncovered(NOW);

        assertThat(cover.review(List.of(uncovered, told), NOW + GRACE_MS))
                .containsExactly(
                        new Change(covered.covered(slow, "covered by down of Checkout, told at 12:01:00 UTC"), false));
    }

    @Test
    void shouldStillTellWhatAnotherNotifierLeftHalfTold() {
        OpenIncident halfTold = covered.uncovered(NOW).awaiting(slow);

        assertThat(cover.review(List.of(halfTold), NOW + GRACE_MS)).containsExactly(new Change(halfTold, true));
    }

    @Test
    void shouldTellNothingThatIsResolving() {
        assertThat(cover.review(List.of(covered.uncovered(NOW).closed()), NOW + GRACE_MS))
                .isEmpty();
    }
}
