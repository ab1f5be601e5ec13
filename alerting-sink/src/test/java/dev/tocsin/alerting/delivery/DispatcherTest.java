package dev.tocsin.alerting.delivery;

import static dev.tocsin.alerting.Alerts.firing;
import static dev.tocsin.alerting.Alerts.resolved;
import static dev.tocsin.events.Severity.CRITICAL;
import static dev.tocsin.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.Alerts;
import dev.tocsin.alerting.MutableClock;
import dev.tocsin.alerting.channel.Delivery;
import dev.tocsin.alerting.channel.Message;
import dev.tocsin.alerting.ledger.DeliveryKey;
import dev.tocsin.alerting.ledger.InMemoryAftermaths;
import dev.tocsin.alerting.ledger.InMemoryLedger;
import dev.tocsin.alerting.ledger.InMemoryOpenIncidents;
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

/** What a dispatcher promises, each promise once. Longer than most files, because all stand on the same stage. */
class DispatcherTest {

    private static final Duration MEMORY = Duration.ofHours(48);
    private static final Duration GRACE = Duration.ofSeconds(90);
    private static final Delivery FAILED = new Delivery.Retry(Optional.empty(), "Slack answered 500");

    private final MutableClock clock = new MutableClock();
    private final ManualLoop loop = new ManualLoop(clock);
    private final RecordingChannel channel = new RecordingChannel();
    private final InMemoryLedger ledger = new InMemoryLedger(clock, MEMORY);
    private final InMemoryOpenIncidents incidents = new InMemoryOpenIncidents();
    private final List<Notification> journal = new ArrayList<>();
    private int journalDefects;
    private Error journalError;
    private final List<AlertTransition> done = new ArrayList<>();
    private final Dispatcher dispatcher = new Dispatcher(
            List.of(channel),
            new Stages(
                    new Stages.Settings(Set.of("slack"), false, GRACE, MEMORY, Duration.ofSeconds(15), "me"),
                    ledger,
                    incidents,
                    new InMemoryAftermaths(clock, GRACE),
                    notification -> {
                        if (journalDefects-- > 0) {
                            throw new IllegalStateException("a defect");
                        }
                        if (journalError != null) {
                            Error error = journalError;
                            journalError = null;
                            throw error;
                        }
                        journal.add(notification);
                        return CompletableFuture.completedFuture(null);
                    },
                    clock),
            loop,
            clock,
            new SplittableRandom(7));

    @Test
    void shouldSendAtOnceWhenAllIsQuiet() {
        accept(firing("checkout", "down", CRITICAL));
        loop.run();

        assertThat(channel.told()).containsExactly("checkout down firing");
        assertThat(outcomes()).containsExactly(Outcome.DELIVERED);
        assertThat(done).hasSize(1);
    }

    @Test
    void shouldKeepTheOrderWithinAnIncidentWhileItsOpeningIsTriedAgain() {
        channel.answers(message -> channel.messages.size() < 3 ? FAILED : new Delivery.Sent());

        accept(firing("checkout", "down", CRITICAL), resolved("checkout", "down", 2, CRITICAL));
        loop.pass(Duration.ofSeconds(60));

        assertThat(channel.told())
                .containsExactly(
                        "checkout down firing",
                        "checkout down firing",
                        "checkout down firing",
                        "checkout down resolved");
    }

    @Test
    void shouldLetOthersPassWhenOneIncidentIsStuck() {
        channel.answers(message -> concerns(message, "checkout") ? FAILED : new Delivery.Sent());

        accept(firing("checkout", "down", CRITICAL), firing("search", "down", CRITICAL));
        loop.pass(Duration.ofMinutes(5));

        assertThat(channel.told()).contains("search down firing");
        assertThat(done).extracting(transition -> transition.entity().key()).containsExactly("search");
        assertThat(dispatcher.standing().retryingSince()).isPositive();
        assertThat(dispatcher.standing().underWay()).isEqualTo(1);
    }

    @Test
    void shouldSayThatItIsRetryingOnceAndThenEveryHalfMinute() {
        channel.answers(message -> FAILED);

        accept(firing("checkout", "down", CRITICAL));
        loop.pass(Duration.ofMinutes(5));

        assertThat(outcomes()).containsOnly(Outcome.RETRYING);
        assertThat(journal).hasSizeBetween(5, 11);
        assertThat(channel.messages).hasSizeGreaterThan(journal.size());
        for (int i = 1; i < journal.size(); i++) {
            assertThat(journal.get(i).at() - journal.get(i - 1).at()).isGreaterThanOrEqualTo(30_000);
        }
    }

    @Test
    void shouldTryForeverAndNeverMoreThanHalfAMinuteApart() {
        channel.answers(message -> FAILED);
        accept(firing("checkout", "down", CRITICAL));
        loop.pass(Duration.ofHours(2));
        int tries = channel.messages.size();
        channel.answers(message -> new Delivery.Sent());

        loop.pass(Duration.ofSeconds(30));

        assertThat(tries).isGreaterThanOrEqualTo(240);
        assertThat(channel.messages).hasSize(tries + 1);
        assertThat(done).hasSize(1);
    }

    @Test
    void shouldSendNothingToTheChannelWhileItAsksForQuiet() {
        channel.answers(message -> channel.messages.size() == 1
                ? new Delivery.Retry(Optional.of(Duration.ofSeconds(30)), "Slack answered 429")
                : new Delivery.Sent());

        accept(firing("checkout", "down", CRITICAL));
        loop.run();
        accept(firing("search", "down", CRITICAL));
        loop.pass(Duration.ofMillis(29_999));
        assertThat(channel.messages).hasSize(1);

        loop.pass(Duration.ofSeconds(3));
        assertThat(channel.messages).hasSize(3);
        assertThat(done).hasSize(2);
    }

    @Test
    void shouldSendAtMostOneRequestASecond() {
        accept(firing("a", "down", CRITICAL), firing("b", "down", CRITICAL), firing("c", "down", CRITICAL));

        loop.run();
        assertThat(channel.messages).hasSize(1);
        loop.pass(Duration.ofMillis(999));
        assertThat(channel.messages).hasSize(1);
        loop.pass(Duration.ofMillis(1));
        assertThat(channel.messages).hasSize(2);
    }

    @Test
    void shouldTellTheMostSevereFirst() {
        accept(firing("a", "down", WARNING), firing("b", "down", WARNING), firing("c", "down", CRITICAL));
        loop.pass(Duration.ofSeconds(5));

        assertThat(channel.told()).containsExactly("a down firing", "c down firing", "b down firing");
    }

    @Test
    void shouldTellAThousandOutagesWithinAMinuteWithoutCrowdingTheChannel() {
        for (int i = 0; i < 1_000; i++) {
            accept(firing("service-" + i, "down", CRITICAL));
        }

        loop.run();
        assertThat(channel.messages).hasSize(1);
        loop.pass(Duration.ofSeconds(59));

        assertThat(done).hasSize(1_000);
        assertThat(channel.told()).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(channel.messages).hasSizeLessThan(60);
    }

    @Test
    void shouldSendTheStoriesOneByOneWhenADigestIsRefused() {
        channel.answers(message -> message.stories().size() > 1 || concerns(message, "service-3")
                ? new Delivery.Rejected("Slack answered 400: invalid_blocks")
                : new Delivery.Sent());
        for (int i = 0; i < 8; i++) {
            accept(firing("service-" + i, "down", CRITICAL));
        }

        loop.pass(Duration.ofSeconds(30));

        assertThat(outcomes()).hasSize(8).containsOnlyOnce(Outcome.REJECTED);
        assertThat(done).hasSize(8);
    }

    @Test
    void shouldRingOnceWhenAMilderIncidentComesWhileTheSevereOneIsBeingTold() {
        CompletableFuture<Delivery> answer = channel.hangs();
        accept(firing("checkout", "down", CRITICAL));
        loop.run();
        accept(firing("checkout", "slow-p95", WARNING));
        loop.pass(Duration.ofSeconds(3));
        assertThat(done).isEmpty();

        answer.complete(new Delivery.Sent());
        loop.run();

        assertThat(channel.told()).containsExactly("checkout down firing");
        assertThat(outcomes()).containsExactly(Outcome.DELIVERED, Outcome.MUTED);
        assertThat(done).hasSize(2);
    }

    @Test
    void shouldRingOnceForAnOutageThatFallsIntoAnOutageOfTheChannel() {
        channel.answers(message -> FAILED);
        accept(firing("checkout", "slow-p95", WARNING), firing("checkout", "down", CRITICAL));
        accept(firing("checkout", "error-rate", WARNING));
        loop.pass(Duration.ofMinutes(5));
        int tries = channel.messages.size();
        channel.answers(message -> new Delivery.Sent());

        loop.pass(Duration.ofMinutes(1));

        assertThat(channel.told().subList(tries, channel.told().size())).containsExactly("checkout down firing");
        assertThat(done).hasSize(3);
    }

    @Test
    void shouldTellBothWhenTheSevereOneCannotBeTold() {
        channel.answers(message -> concerns(message, "down")
                ? new Delivery.Rejected("Slack answered 400: invalid_blocks")
                : new Delivery.Sent());

        accept(firing("checkout", "down", CRITICAL), firing("checkout", "slow-p95", WARNING));
        loop.pass(Duration.ofSeconds(5));

        assertThat(outcomes()).containsExactly(Outcome.REJECTED, Outcome.DELIVERED);
    }

    @Test
    void shouldTellWhatIsStillOpenWhenTheGraceTimeAfterItsCoverEnds() {
        dispatcher.sweepEvery(Duration.ofSeconds(5));
        accept(firing("checkout", "down", CRITICAL));
        loop.pass(Duration.ofSeconds(2));
        accept(firing("checkout", "slow-p95", WARNING), firing("checkout", "error-rate", WARNING));
        loop.pass(Duration.ofMinutes(10));
        accept(resolved("checkout", "down", 2, CRITICAL));
        loop.pass(Duration.ofSeconds(89));
        assertThat(channel.told()).containsExactly("checkout down firing", "checkout down resolved");

        loop.pass(Duration.ofSeconds(7));

        // One of the two is told, and covers the other.
        assertThat(channel.told())
                .containsExactly("checkout down firing", "checkout down resolved", "checkout error-rate firing");
        accept(resolved("checkout", "error-rate", 2, WARNING), resolved("checkout", "slow-p95", 2, WARNING));
        loop.pass(Duration.ofMinutes(10));
        assertThat(channel.told().subList(3, channel.told().size())).containsExactly("checkout error-rate resolved");
        assertThat(incidents.count("slack")).isZero();
    }

    @Test
    void shouldTellNothingMoreWhenTheCoveredIncidentEndsWithinTheGraceTime() {
        dispatcher.sweepEvery(Duration.ofSeconds(5));
        accept(firing("checkout", "down", CRITICAL));
        loop.pass(Duration.ofSeconds(2));
        accept(firing("checkout", "slow-p95", WARNING));
        accept(resolved("checkout", "down", 2, CRITICAL));
        loop.pass(Duration.ofSeconds(60));
        accept(resolved("checkout", "slow-p95", 2, WARNING));

        loop.pass(Duration.ofMinutes(10));

        assertThat(channel.told()).containsExactly("checkout down firing", "checkout down resolved");
        assertThat(incidents.count("slack")).isZero();
    }

    @Test
    void shouldTellARiseInSeverityAndNoFall() {
        accept(
                firing("checkout", "slow-p95", 1, WARNING),
                firing("checkout", "slow-p95", 2, CRITICAL),
                firing("checkout", "slow-p95", 3, WARNING),
                firing("checkout", "slow-p95", 4, CRITICAL),
                resolved("checkout", "slow-p95", 5, CRITICAL));
        loop.pass(Duration.ofSeconds(10));

        assertThat(outcomes())
                .containsExactly(Outcome.DELIVERED, Outcome.DELIVERED, Outcome.MUTED, Outcome.MUTED, Outcome.DELIVERED);
    }

    @Test
    void shouldWaitForTheLeaseWhenAnotherNotifierIsSending() {
        ledger.claim(
                new DeliveryKey("slack", Alerts.incidentId("checkout", "down"), 1), "other", Duration.ofSeconds(10));

        accept(firing("checkout", "down", CRITICAL));
        loop.pass(Duration.ofSeconds(9));
        assertThat(channel.messages).isEmpty();

        loop.pass(Duration.ofSeconds(2));
        assertThat(channel.told()).containsExactly("checkout down firing");
    }

    @Test
    void shouldBeginNothingThatWasAbandonedAndRecordWhatWasUnderWay() {
        CompletableFuture<Delivery> answer = channel.hangs();
        accept(firing("checkout", "down", CRITICAL), firing("search", "down", CRITICAL));
        loop.run();

        dispatcher.abandon("partition");
        answer.complete(new Delivery.Sent());
        loop.pass(Duration.ofMinutes(1));

        assertThat(channel.told()).containsExactly("checkout down firing");
        assertThat(outcomes()).containsExactly(Outcome.DELIVERED);
        assertThat(dispatcher.standing().underWay()).isZero();
    }

    @Test
    void shouldDrainWhenTheRequestUnderWayIsRecorded() {
        CompletableFuture<Delivery> answer = channel.hangs();
        accept(firing("checkout", "down", CRITICAL), firing("search", "down", CRITICAL));
        loop.run();
        CompletableFuture<Void> drained = dispatcher.drain();
        loop.pass(Duration.ofSeconds(3));
        assertThat(drained).isNotDone();

        answer.complete(new Delivery.Sent());
        loop.run();

        assertThat(drained).isCompleted();
        assertThat(channel.told()).containsExactly("checkout down firing");
        assertThat(done).hasSize(1);
    }

    @Test
    void shouldTryAgainWhenADefectStopsADelivery() {
        journalDefects = 1;

        accept(firing("checkout", "down", CRITICAL));
        loop.pass(Duration.ofSeconds(10));

        assertThat(channel.told()).containsExactly("checkout down firing");
        assertThat(outcomes()).containsExactly(Outcome.DELIVERED);
        assertThat(done).hasSize(1);
    }

    @Test
    void shouldTryAgainWhenAnErrorStopsADelivery() {
        journalError = new StackOverflowError("a defect");

        accept(firing("checkout", "down", CRITICAL));
        loop.pass(Duration.ofSeconds(10));

        assertThat(outcomes()).containsExactly(Outcome.DELIVERED);
        assertThat(done).hasSize(1);
        assertThat(dispatcher.standing().underWay()).isZero();
    }

    @Test
    void shouldSettleThousandsOfTransitionsOfOneIncidentThatWaitedForItsFirst() {
        CompletableFuture<Delivery> answer = channel.hangs();
        for (int sequence = 1; sequence <= 10_000; sequence++) {
            accept(firing("checkout", "down", sequence, CRITICAL));
        }
        loop.run();

        answer.complete(new Delivery.Sent());
        loop.run();

        assertThat(done).hasSize(10_000);
        assertThat(dispatcher.standing().underWay()).isZero();
        assertThat(channel.messages).hasSize(1);
    }

    @Test
    void shouldForgetWhatWasAbandonedWhenTheDigestItWasPartOfIsRefused() {
        accept(firing("first", "down", CRITICAL));
        loop.run();
        for (int i = 0; i < 8; i++) {
            accept(firing("service-" + i, "down", CRITICAL));
        }
        CompletableFuture<Delivery> answer = channel.hangs();
        loop.pass(Duration.ofSeconds(1));
        assertThat(channel.messages).last().satisfies(digest -> assertThat(digest.stories())
                .hasSize(8));

        dispatcher.abandon("partition");
        answer.complete(new Delivery.Rejected("Slack answered 400: invalid_blocks"));
        loop.pass(Duration.ofMinutes(5));

        assertThat(channel.messages).hasSize(2);
        assertThat(dispatcher.standing().underWay()).isZero();
    }

    @Test
    void shouldBeginNothingBehindWhatWasAbandoned() {
        channel.answers(message -> FAILED);
        accept(firing("checkout", "down", CRITICAL), resolved("checkout", "down", 2, CRITICAL));
        loop.run();

        dispatcher.abandon("partition");
        loop.pass(Duration.ofMinutes(5));

        assertThat(channel.told()).containsExactly("checkout down firing");
        assertThat(dispatcher.standing().underWay()).isZero();
    }

    @Test
    void shouldRefuseForGoodWhatCannotBeWritten() {
        channel.answers(message -> {
            throw new IllegalStateException("no such emoji");
        });

        accept(firing("checkout", "down", CRITICAL));
        loop.run();

        assertThat(outcomes()).containsExactly(Outcome.REJECTED);
        assertThat(dispatcher.standing().rejected()).isTrue();
    }

    private void accept(AlertTransition... transitions) {
        for (AlertTransition transition : transitions) {
            dispatcher.accept(new Incoming(transition, "partition", () -> done.add(transition)));
        }
    }

    private List<Outcome> outcomes() {
        return journal.stream().map(Notification::outcome).toList();
    }

    private static boolean concerns(Message message, String word) {
        return message.stories().stream()
                .anyMatch(story -> RecordingChannel.brief(story).contains(word));
    }
}
