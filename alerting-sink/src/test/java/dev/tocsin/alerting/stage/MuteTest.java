package dev.tocsin.alerting.stage;

import static dev.tocsin.alerting.Alerts.firing;
import static dev.tocsin.alerting.Alerts.resolved;
import static dev.tocsin.events.Severity.CRITICAL;
import static dev.tocsin.events.Severity.INFO;
import static dev.tocsin.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.ledger.Aftermath;
import dev.tocsin.alerting.ledger.Mark;
import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.alerting.stage.Verdict.Why;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Notification.Outcome;
import dev.tocsin.events.Severity;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MuteTest {

    private static final Duration GRACE = Duration.ofSeconds(90);
    private static final Duration LAPSE = Duration.ofHours(48);
    private static final Verdict PASS = new Verdict.Pass();

    private final Mute mute = new Mute(new Cover(GRACE, LAPSE), GRACE);

    @Test
    void shouldPassWhenNothingElseIsOpen() {
        assertThat(mute.judge(Attempts.of(firing("checkout", "down", CRITICAL))))
                .isEqualTo(PASS);
    }

    /** Otherwise a restart after a minute's rest would tell of every service. */
    @Test
    void shouldTellOfASilenceThatIsNoticedLateOnlyIfItLasts() {
        AlertTransition silence = firing("checkout", "silence", WARNING);

        assertThat(mute.judge(Attempts.of(silence)))
                .isEqualTo(new Verdict.Muted(Why.NOTICED_LATE, "noticed late, at 12:01:00 UTC; told if it lasts"));
        Mark muted = new Mark(1, Outcome.MUTED, false, "noticed late", Attempts.NOW);
        assertThat(mute.judge(Attempts.late(silence, muted))).isEqualTo(PASS);
        long ms = Mute.PUNCTUAL.toMillis() - 60_000;
        assertThat(mute.judge(Attempts.later(Attempts.of(silence), ms))).isEqualTo(PASS);
        assertThat(mute.judge(Attempts.of(firing("checkout", "down", WARNING)))).isEqualTo(PASS);
    }

    @Test
    void shouldMuteWhenAnotherToldIncidentIsAtLeastAsSevere() {
        for (Severity severity : new Severity[] {INFO, WARNING, CRITICAL}) {
            assertThat(mute.judge(Attempts.of(firing("checkout", "slow-p95", severity), told("down", CRITICAL))))
                    .isEqualTo(new Verdict.Muted(Why.COVERED, "covered by down of Checkout, told at 12:01:00 UTC"));
        }
    }

    @Test
    void shouldPassWhenMoreSevereThanAllThatWasTold() {
        assertThat(mute.judge(Attempts.of(firing("checkout", "down", CRITICAL), told("slow-p95", WARNING))))
                .isEqualTo(PASS);
    }

    @Test
    void shouldPassWhenTheOtherIncidentHasBecomeMilderThanThis() {
        OpenIncident eased = told("down", CRITICAL).unchanged(firing("checkout", "down", 2, INFO));

        assertThat(mute.judge(Attempts.of(firing("checkout", "slow-p95", WARNING), eased)))
                .isEqualTo(PASS);
    }

    @Test
    void shouldPassWhenTheOtherWasToldMilderThanItIsNow() {
        OpenIncident risen = told("slow-p95", WARNING).awaiting(firing("checkout", "slow-p95", 2, CRITICAL));
        OpenIncident settled = risen.settled();

        assertThat(mute.judge(Attempts.of(firing("checkout", "down", CRITICAL), settled)))
                .isEqualTo(PASS);
    }

    @Test
    void shouldPassWhenTheOtherIsResolving() {
        assertThat(mute.judge(Attempts.of(
                        firing("checkout", "slow-p95", WARNING),
                        told("down", CRITICAL).closed())))
                .isEqualTo(PASS);
    }

    @Test
    void shouldPassWhenTheOtherWasToldTooLongAgo() {
        Attempt attempt = Attempts.of(firing("checkout", "slow-p95", WARNING), told("down", CRITICAL));

        assertThat(mute.judge(Attempts.later(attempt, LAPSE.toMillis()))).isInstanceOf(Verdict.Muted.class);
        assertThat(mute.judge(Attempts.later(attempt, LAPSE.toMillis() + 1))).isEqualTo(PASS);
    }

    @Test
    void shouldNotBeCoveredByWhatIsItselfCovered() {
        AlertTransition other = firing("checkout", "error-rate", WARNING);
        OpenIncident covered = OpenIncident.pending(other).covered(other, "covered by something");

        assertThat(mute.judge(Attempts.of(firing("checkout", "slow-p95", WARNING), covered)))
                .isEqualTo(PASS);
    }

    @Test
    void shouldWaitWhileAMoreSevereIncidentIsBeingToldButNotForever() {
        OpenIncident pending = OpenIncident.pending(firing("checkout", "down", CRITICAL));
        Attempt attempt = Attempts.of(firing("checkout", "slow-p95", WARNING), pending);

        assertThat(mute.judge(attempt))
                .isEqualTo(
                        new Verdict.Hold(Attempts.NOW + GRACE.toMillis(), "waits for the message of down of Checkout"));
        assertThat(mute.judge(Attempts.later(attempt, GRACE.toMillis()))).isEqualTo(PASS);
    }

    @Test
    void shouldWaitLongerWhileTheChannelTakesNothingAtAll() {
        OpenIncident pending = OpenIncident.pending(firing("checkout", "down", CRITICAL));
        Attempt attempt = Attempts.whileTheChannelFails(Attempts.of(firing("checkout", "slow-p95", WARNING), pending));

        assertThat(mute.judge(Attempts.later(attempt, GRACE.toMillis()))).isInstanceOf(Verdict.Hold.class);
        assertThat(mute.judge(Attempts.later(attempt, Mute.OUTAGE.toMillis()))).isEqualTo(PASS);
    }

    @Test
    void shouldLetOneOfTwoEquallySevereGoFirst() {
        AlertTransition one = firing("checkout", "a", WARNING);
        AlertTransition other = firing("checkout", "b", WARNING);

        assertThat(mute.judge(Attempts.of(one, OpenIncident.pending(other)))).isEqualTo(PASS);
        assertThat(mute.judge(Attempts.of(other, OpenIncident.pending(one)))).isInstanceOf(Verdict.Hold.class);
    }

    @Test
    void shouldTellASeverityChangeOnlyWhenItRose() {
        OpenIncident own = told("slow-p95", WARNING);

        assertThat(mute.judge(Attempts.of(firing("checkout", "slow-p95", 2, CRITICAL), own)))
                .isEqualTo(PASS);
        for (Severity severity : new Severity[] {INFO, WARNING}) {
            assertThat(mute.judge(Attempts.of(firing("checkout", "slow-p95", 2, severity), own)))
                    .isEqualTo(new Verdict.Muted(
                            Why.NOT_RISEN, "told at 12:01:00 UTC as warning, it has not become more severe"));
        }
    }

    @Test
    void shouldTellTheEndOfWhatWasToldOrIsUnknown() {
        AlertTransition end = resolved("checkout", "down", 2, CRITICAL);

        assertThat(mute.judge(Attempts.of(end))).isEqualTo(PASS);
        assertThat(mute.judge(Attempts.of(end, new Mark(1, Outcome.DELIVERED, true, "", 0))))
                .isEqualTo(PASS);
    }

    @Test
    void shouldMuteTheEndOfWhatWasNeverTold() {
        Mark muted = new Mark(1, Outcome.MUTED, false, "covered by down of Checkout, told at 12:01:00 UTC", 0);

        assertThat(mute.judge(Attempts.of(resolved("checkout", "slow-p95", 2, WARNING), muted)))
                .isEqualTo(new Verdict.Muted(
                        Why.NEVER_TOLD, "its opening was not told: covered by down of Checkout, told at 12:01:00 UTC"));
    }

    @Test
    void shouldMuteWhatAnotherRuleFiresInTheAftermathOfAToldIncident() {
        Aftermath down = over("down", CRITICAL, 0);
        Verdict aftermath = new Verdict.Muted(
                Why.AFTERMATH,
                "taken for the aftermath of down of Checkout, told at 12:01:00 UTC and resolved at 12:01:00 UTC; "
                        + "told if it is still open at 12:02:30 UTC",
                Optional.of(down));

        for (Severity severity : new Severity[] {INFO, WARNING, CRITICAL}) {
            Attempt attempt = Attempts.after(Attempts.of(firing("checkout", "slow-p95", severity)), down);
            assertThat(mute.judge(attempt)).isEqualTo(aftermath);
            assertThat(mute.judge(Attempts.later(attempt, GRACE.toMillis() - 1)))
                    .isEqualTo(aftermath);
            assertThat(mute.judge(Attempts.later(attempt, GRACE.toMillis()))).isEqualTo(PASS);
        }
    }

    @Test
    void shouldPassInAnAftermathWhatIsMoreSevereThanWhatWasTold() {
        assertThat(mute.judge(Attempts.after(
                        Attempts.of(firing("checkout", "down", CRITICAL)), over("slow-p95", WARNING, 0))))
                .isEqualTo(PASS);
    }

    @Test
    void shouldPassInItsOwnAftermathThoughThatOfAnotherRuleLasts() {
        assertThat(mute.judge(Attempts.after(
                        Attempts.of(firing("checkout", "slow-p95", WARNING)),
                        over("slow-p95", WARNING, 0),
                        over("down", CRITICAL, 1))))
                .isEqualTo(PASS);
    }

    @Test
    void shouldPassInAnAftermathWhatIsToldLate() {
        Mark muted = new Mark(1, Outcome.MUTED, false, "taken for the aftermath of down", 0);

        assertThat(mute.judge(Attempts.after(
                        Attempts.late(firing("checkout", "slow-p95", WARNING), muted), over("down", CRITICAL, 0))))
                .isEqualTo(PASS);
    }

    @Test
    void shouldNameTheAftermathThatLastsLongest() {
        Aftermath last = over("error-rate", CRITICAL, 2_000);

        assertThat(mute.judge(Attempts.after(
                        Attempts.of(firing("checkout", "slow-p95", WARNING)),
                        over("down", CRITICAL, 1_000),
                        last,
                        over("anomaly", CRITICAL, 0))))
                .isInstanceOfSatisfying(Verdict.Muted.class, muted -> assertThat(muted.aftermath())
                        .contains(last));
    }

    @Test
    void shouldRatherBeCoveredByWhatIsOpenThanByWhatIsOver() {
        assertThat(mute.judge(Attempts.after(
                        Attempts.of(firing("checkout", "slow-p95", WARNING), told("down", CRITICAL)),
                        over("error-rate", CRITICAL, 0))))
                .isEqualTo(new Verdict.Muted(Why.COVERED, "covered by down of Checkout, told at 12:01:00 UTC"));
    }

    private static Aftermath over(String rule, Severity severity, long after) {
        return Aftermath.of(told(rule, severity), Attempts.NOW + after);
    }

    private static OpenIncident told(String rule, Severity severity) {
        AlertTransition transition = firing("checkout", rule, severity);
        return OpenIncident.pending(transition).told(transition, Attempts.NOW);
    }
}
