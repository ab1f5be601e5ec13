package dev.tocsin.alerting.delivery;

import static dev.tocsin.alerting.Alerts.firing;
import static dev.tocsin.alerting.Alerts.resolved;
import static dev.tocsin.events.Severity.CRITICAL;
import static dev.tocsin.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.Alerts;
import dev.tocsin.alerting.MutableClock;
import dev.tocsin.alerting.channel.Delivery;
import dev.tocsin.alerting.channel.Story;
import dev.tocsin.alerting.ledger.InMemoryAftermaths;
import dev.tocsin.alerting.ledger.InMemoryLedger;
import dev.tocsin.alerting.ledger.InMemoryOpenIncidents;
import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.alerting.stage.Stages;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An outage that is over, and rules that notice it only then. Longer than most files, because each test is a story. */
class AftermathTest {

    private static final Duration MEMORY = Duration.ofHours(48);
    private static final Duration GRACE = Duration.ofSeconds(90);
    private static final String DOWN_TOLD = "database down firing";
    private static final String DOWN_RESOLVED = "database down resolved";

    private final MutableClock clock = new MutableClock();
    private final ManualLoop loop = new ManualLoop(clock);
    private final RecordingChannel channel = new RecordingChannel();
    private final InMemoryLedger ledger = new InMemoryLedger(clock, MEMORY);
    private final InMemoryOpenIncidents incidents = new InMemoryOpenIncidents();
    private final InMemoryAftermaths aftermaths = new InMemoryAftermaths(clock, GRACE);
    private final List<Notification> journal = new ArrayList<>();
    private Dispatcher dispatcher = dispatcher("first");

    @Test
    void shouldRingOnceWhenRulesThatLookBackNoticeAnOutageThatIsOver() {
        outage();
        pass(3);
        accept(firing("database", "tiers", CRITICAL), firing("database", "signals", CRITICAL));
        pass(60);
        accept(resolved("database", "tiers", 2, CRITICAL), resolved("database", "signals", 2, CRITICAL));
        pass(600);

        assertThat(channel.told()).containsExactly(DOWN_TOLD, DOWN_RESOLVED);
        assertThat(reasons(Outcome.MUTED))
                .contains(
                        "taken for the aftermath of down of Database, told at 12:00:00 UTC and resolved at 12:00:16 UTC; "
                                + "told if it is still open at 12:01:46 UTC")
                .hasSize(4);
        assertThat(dispatcher.tally().all()).containsEntry("muted_aftermath", 2L);
        assertThat(incidents.count("slack")).isZero();
    }

    @Test
    void shouldTellOnceWhatIsStillOpenWhenTheGraceTimeSinceTheResolutionIsOver() {
        outage();
        pass(3);
        accept(firing("database", "tiers", CRITICAL), firing("database", "signals", CRITICAL));
        pass(86);
        assertThat(channel.told()).containsExactly(DOWN_TOLD, DOWN_RESOLVED);

        // A look every 5 s, and one message a second.
        pass(7);

        // One of the two is told, and covers the other.
        assertThat(channel.told()).hasSize(3);
        String late = channel.told().get(2);
        assertThat(late).isIn("database tiers firing", "database signals firing");
        assertThat(last().text())
                .endsWith("It was taken for the aftermath of down of Database, told at 12:00:00 UTC and resolved at "
                        + "12:00:16 UTC; that is over, this is not.");
        accept(resolved("database", "signals", 2, CRITICAL), resolved("database", "tiers", 2, CRITICAL));
        pass(600);
        assertThat(channel.told()).hasSize(4).last().isEqualTo(late.replace("firing", "resolved"));
        assertThat(incidents.count("slack")).isZero();
    }

    @Test
    void shouldCountTheGraceTimeFromTheResolutionHoweverLateInTheAftermathItOpens() {
        outage();
        pass(80);
        accept(firing("database", "tiers", CRITICAL));
        pass(9);
        assertThat(channel.told()).hasSize(2);

        pass(7);

        assertThat(channel.told()).hasSize(3).last().isEqualTo("database tiers firing");
    }

    @Test
    void shouldTellWhatWasMutedInTheAftermathEvenAfterARestart() {
        outage();
        dispatcher = dispatcher("second");
        pass(3);
        accept(firing("database", "tiers", CRITICAL));
        pass(3);
        assertThat(channel.told()).hasSize(2);

        dispatcher = dispatcher("third");
        pass(90);

        assertThat(channel.told()).hasSize(3).last().isEqualTo("database tiers firing");
    }

    @Test
    void shouldEndAtItsTimeWhateverElseOpensAndEndsInTheAftermath() {
        outage();
        pass(3);
        accept(firing("database", "tiers", CRITICAL));
        pass(60);
        accept(resolved("database", "tiers", 2, CRITICAL));
        pass(26);
        accept(firing("database", "signals", CRITICAL));
        assertThat(channel.told()).hasSize(2);

        pass(1);
        accept(firing("database", "other", CRITICAL));
        pass(1);

        assertThat(channel.told()).hasSize(3).last().isEqualTo("database other firing");
    }

    @Test
    void shouldTellAtOnceWhenTheSameRuleFiresAgain() {
        outage();
        pass(3);

        accept(again("down"));

        assertThat(channel.told()).containsExactly(DOWN_TOLD, DOWN_RESOLVED, DOWN_TOLD);
    }

    @Test
    void shouldTellAtOnceWhatIsMoreSevereThanWhatWasTold() {
        accept(firing("database", "slow", WARNING));
        pass(16);
        accept(resolved("database", "slow", 2, WARNING));
        pass(3);

        accept(firing("database", "signals", WARNING), firing("database", "tiers", CRITICAL));

        assertThat(channel.told()).hasSize(3).last().isEqualTo("database tiers firing");
    }

    @Test
    void shouldTellAtOnceWhatHappensToAnotherEntity() {
        outage();
        pass(3);

        accept(firing("checkout", "tiers", CRITICAL));

        assertThat(channel.told()).last().isEqualTo("checkout tiers firing");
    }

    @Test
    void shouldGiveNoAftermathToWhatWasNeverTold() {
        channel.answers(message -> new Delivery.Rejected("Slack answered 400: invalid_blocks"));
        accept(firing("database", "down", CRITICAL));
        channel.answers(message -> new Delivery.Sent());
        pass(16);
        accept(resolved("database", "down", 2, CRITICAL));
        pass(3);

        accept(firing("database", "tiers", CRITICAL));

        assertThat(channel.told()).containsExactly(DOWN_TOLD, "database tiers firing");
    }

    @Test
    void shouldGiveNoAftermathToWhatOnlyTheEndIsToldOf() {
        // Nothing is known of how its opening was settled, so its end is told.
        AlertTransition opening = firing("database", "down", CRITICAL);
        incidents.put("slack", OpenIncident.pending(opening).covered(opening, "covered by something"));
        accept(resolved("database", "down", 2, CRITICAL));
        pass(3);

        accept(firing("database", "tiers", CRITICAL));

        assertThat(channel.told()).containsExactly(DOWN_RESOLVED, "database tiers firing");
    }

    @Test
    void shouldStaySilentAndExtendNothingWhenTheTopicIsReadAgain() {
        outage();
        pass(3);
        accept(firing("database", "tiers", CRITICAL));
        pass(60);
        dispatcher = dispatcher("second");

        outage();
        accept(firing("database", "tiers", CRITICAL));

        assertThat(channel.told()).containsExactly(DOWN_TOLD, DOWN_RESOLVED);
        // 79 s after the resolution: the aftermath was not forgotten, and it ends when it should.
        accept(firing("database", "signals", CRITICAL));
        assertThat(channel.told()).hasSize(2);
        pass(11);
        accept(firing("database", "other", CRITICAL));
        assertThat(channel.told()).hasSize(3).last().isEqualTo("database other firing");
    }

    @Test
    void shouldCountFromTheDecisionAndNotAsOpenWhileTheResolutionCannotBeTold() {
        accept(firing("database", "down", CRITICAL));
        pass(16);
        channel.answers(message -> new Delivery.Retry(Optional.empty(), "Slack answered 500"));
        accept(resolved("database", "down", 2, CRITICAL));
        pass(60);
        assertThat(incidents.count("slack")).isZero();
        assertThat(dispatcher.standing().openIncidents()).isZero();
        dispatcher = dispatcher("second");
        accept(resolved("database", "down", 2, CRITICAL));

        accept(firing("database", "tiers", CRITICAL));

        assertThat(reasons(Outcome.MUTED))
                .singleElement()
                .asString()
                .endsWith("resolved at 12:00:16 UTC; told if it is still open at 12:01:46 UTC");
    }

    /** {@code down} is told, and 16 s later its resolution. */
    private void outage() {
        accept(firing("database", "down", CRITICAL));
        pass(16);
        accept(resolved("database", "down", 2, CRITICAL));
    }

    private Dispatcher dispatcher(String owner) {
        if (dispatcher != null) {
            dispatcher.drain();
        }
        Dispatcher started = new Dispatcher(
                List.of(channel),
                new Stages(
                        new Stages.Settings(Set.of("slack"), false, GRACE, MEMORY, Duration.ofSeconds(15), owner),
                        ledger,
                        incidents,
                        aftermaths,
                        notification -> {
                            journal.add(notification);
                            return CompletableFuture.completedFuture(null);
                        },
                        clock),
                loop,
                clock,
                new SplittableRandom(7));
        started.sweepEvery(Duration.ofSeconds(5));
        return started;
    }

    private static AlertTransition again(String rule) {
        AlertTransition first = firing("database", rule, CRITICAL);
        return new AlertTransition(
                Alerts.incidentId("database", rule + " again"),
                1,
                first.fingerprint(),
                first.ruleNumber(),
                rule,
                first.entity(),
                first.entityName(),
                CRITICAL,
                first.state(),
                first.summary(),
                first.reason(),
                first.evidence(),
                first.openedAt() + 20_000,
                first.at() + 20_000,
                first.definitionVersion());
    }

    private void accept(AlertTransition... transitions) {
        for (AlertTransition transition : transitions) {
            dispatcher.accept(new Incoming(transition, "partition", () -> {}));
        }
        loop.run();
    }

    private void pass(long seconds) {
        loop.pass(Duration.ofSeconds(seconds));
    }

    private List<String> reasons(Outcome outcome) {
        return journal.stream()
                .filter(notification -> notification.outcome() == outcome)
                .map(Notification::reason)
                .toList();
    }

    private Story last() {
        return channel.messages.get(channel.messages.size() - 1).stories().get(0);
    }
}
