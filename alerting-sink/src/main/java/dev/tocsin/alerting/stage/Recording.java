package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.channel.Story;
import dev.tocsin.alerting.ledger.Aftermath;
import dev.tocsin.alerting.ledger.Aftermaths;
import dev.tocsin.alerting.ledger.DeliveryKey;
import dev.tocsin.alerting.ledger.Ledger;
import dev.tocsin.alerting.ledger.Mark;
import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.alerting.ledger.OpenIncidents;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Outcome;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Writes down what became of a transition: in the ledger and among the open incidents, then in the journal. The Kafka
 * offset may advance when the returned stage completes.
 *
 * <p>A crash may fall between any two writes; then the transition is read again, and the order decides what is still known.
 * What was said to a channel goes into the ledger first, because that keeps it from being said twice; {@link #known}
 * completes the open incident. What was muted goes into the ledger last, because an incident in the ledger alone would
 * never be told late; it is judged again, and writing the same open incident twice changes nothing.
 */
public final class Recording {

    private final Ledger ledger;
    private final OpenIncidents incidents;
    private final Aftermaths aftermaths;
    private final Journal journal;
    private final String owner;
    private final Clock clock;

    public Recording(
            Ledger ledger, OpenIncidents incidents, Aftermaths aftermaths, Journal journal, String owner, Clock clock) {
        this.ledger = ledger;
        this.incidents = incidents;
        this.aftermaths = aftermaths;
        this.journal = journal;
        this.owner = owner;
        this.clock = clock;
    }

    /**
     * It is going to be told: from now on, milder incidents of the entity wait for it; if it is a resolution, its aftermath
     * begins.
     */
    public void accepted(AlertTransition transition, String channel) {
        Optional<OpenIncident> own = find(transition, channel);
        switch (transition.state()) {
            case FIRING ->
                incidents.put(
                        channel,
                        own.map(known -> known.awaiting(transition)).orElseGet(() -> OpenIncident.pending(transition)));
            case RESOLVED -> own.ifPresent(known -> resolving(known, channel));
        }
    }

    private void resolving(OpenIncident incident, String channel) {
        // One that was closing before has its aftermath: a resolution that comes again must not make it longer.
        if (incident.isTold() && !incident.closing()) {
            aftermaths.add(channel, Aftermath.of(incident, clock.millis()));
        }
        incidents.put(channel, incident.closed());
    }

    public CompletionStage<Void> delivered(Story story, String channel, int attempts) {
        AlertTransition transition = story.transition();
        long now = clock.millis();
        String reason = story.earlierCover();
        settle(transition, channel, new Mark(transition.sequence(), Outcome.DELIVERED, true, reason, now));
        switch (transition.state()) {
            case FIRING ->
                incidents.put(
                        channel,
                        find(transition, channel)
                                .orElseGet(() -> OpenIncident.pending(transition))
                                .told(transition, now));
            case RESOLVED -> close(transition, channel);
        }
        return publish(transition, channel, Outcome.DELIVERED, reason, attempts, now);
    }

    public CompletionStage<Void> muted(AlertTransition transition, String channel, Verdict.Muted verdict) {
        long now = clock.millis();
        if (transition.state() == State.RESOLVED) {
            close(transition, channel);
        } else {
            remember(transition, channel, verdict);
        }
        settle(transition, channel, new Mark(transition.sequence(), Outcome.MUTED, false, verdict.reason(), now));
        return publish(transition, channel, Outcome.MUTED, verdict.reason(), 0, now);
    }

    public CompletionStage<Void> rejected(AlertTransition transition, String channel, String reason, int attempts) {
        long now = clock.millis();
        settle(transition, channel, new Mark(transition.sequence(), Outcome.REJECTED, false, reason, now));
        Optional<OpenIncident> own = find(transition, channel);
        if (transition.state() == State.FIRING && own.isPresent()) {
            refused(own.get(), channel);
        } else {
            close(transition, channel);
        }
        return publish(transition, channel, Outcome.REJECTED, reason, attempts, now);
    }

    /** What people were told of it before still stands. */
    private void refused(OpenIncident incident, String channel) {
        if (incident.isTold()) {
            incidents.put(channel, incident.settled());
        } else {
            close(incident.transition(), channel);
        }
    }

    public void retrying(AlertTransition transition, String channel, String reason, int attempts) {
        publish(transition, channel, Outcome.RETRYING, reason, attempts, clock.millis());
    }

    /**
     * It was settled before. If by exactly this transition, what may be missing is written again: a crash may have fallen
     * between ledger and open incidents, or between these and the journal, where the same identity with the same content
     * changes nothing if it has arrived.
     */
    public CompletionStage<Void> known(AlertTransition transition, String channel, Verdict.Known verdict) {
        Mark mark = verdict.mark();
        if (transition.state() == State.RESOLVED) {
            close(transition, channel);
        } else if (verdict.exactly()) {
            find(transition, channel)
                    .filter(OpenIncident::pending)
                    .ifPresent(own -> complete(own, transition, channel, mark));
        }
        if (!verdict.exactly()) {
            return CompletableFuture.completedFuture(null);
        }
        return publish(transition, channel, mark.outcome(), mark.reason(), 0, mark.at());
    }

    private void complete(OpenIncident pending, AlertTransition transition, String channel, Mark mark) {
        switch (mark.outcome()) {
            case DELIVERED -> incidents.put(channel, pending.told(transition, mark.at()));
            case REJECTED -> refused(pending, channel);
            // Settled after the open incident was written.
            case MUTED, RETRYING -> {}
        }
    }

    private void remember(AlertTransition transition, String channel, Verdict.Muted verdict) {
        Optional<OpenIncident> own = find(transition, channel);
        switch (verdict.why()) {
            case COVERED ->
                incidents.put(
                        channel,
                        own.orElseGet(() -> OpenIncident.pending(transition)).covered(transition, verdict.reason()));
            case AFTERMATH -> {
                Aftermath aftermath = verdict.aftermath().orElseThrow();
                incidents.put(
                        channel,
                        own.orElseGet(() -> OpenIncident.pending(transition))
                                .covered(transition, Mute.words(aftermath))
                                .uncovered(aftermath.resolvedAt()));
            }
            case NOTICED_LATE ->
                incidents.put(
                        channel,
                        own.orElseGet(() -> OpenIncident.pending(transition))
                                .covered(transition, "noticed only when Tocsin was back")
                                .uncovered(clock.millis()));
            case NOT_RISEN -> own.ifPresent(known -> incidents.put(channel, known.unchanged(transition)));
            case NOT_ROUTED, NEVER_TOLD -> close(transition, channel);
        }
    }

    private Optional<OpenIncident> find(AlertTransition transition, String channel) {
        return incidents.of(channel, transition.entity()).stream()
                .filter(incident -> incident.incidentId().equals(transition.incidentId()))
                .findFirst();
    }

    private void settle(AlertTransition transition, String channel, Mark mark) {
        ledger.settle(new DeliveryKey(channel, transition.incidentId(), transition.sequence()), owner, mark);
    }

    private void close(AlertTransition transition, String channel) {
        incidents.remove(channel, transition.entity(), transition.incidentId());
    }

    private CompletionStage<Void> publish(
            AlertTransition transition, String channel, Outcome outcome, String reason, int attempts, long at) {
        return journal.publish(new Notification(
                transition.incidentId(),
                transition.sequence(),
                transition.entity(),
                transition.rule(),
                transition.severity(),
                transition.state(),
                channel,
                outcome,
                reason,
                attempts,
                Story.of(transition).text(),
                at));
    }
}
