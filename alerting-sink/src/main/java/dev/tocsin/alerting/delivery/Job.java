package dev.tocsin.alerting.delivery;

import dev.tocsin.alerting.ledger.DeliveryKey;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import java.util.Comparator;

/** One transition on one channel, on its way. Mutable; belongs to the delivery loop. */
final class Job {

    /** The most severe first, then the one that came first. */
    static final Comparator<Job> MOST_URGENT = Comparator.<Job, Integer>comparing(
                    job -> job.transition.severity().ordinal())
            .reversed()
            .thenComparingLong(job -> job.number);

    /** What keeps its order: one incident on one channel. */
    record Lane(String channel, String incidentId) {}

    /** What can cover each other. */
    record Neighbours(String channel, Entity entity) {}

    final AlertTransition transition;
    final String channel;
    final Object origin;
    final Runnable done;
    /** Ascending in order of arrival. */
    final long number;

    final long acceptedAt;
    /** Whether it was covered before and is told now. */
    final boolean late;

    int attempts;
    /** Epoch ms of the first failure, 0 before. */
    long failingSince;
    /** Epoch ms of the newest RETRYING that was recorded. */
    long retryRecordedAt;
    /** Refused as part of a digest: to be sent by itself. */
    boolean alone;
    /** Has left its lane; whatever still wakes it up does nothing. */
    boolean finished;
    /** Another notifier has taken over its partition: let the message that is under way end, begin none. */
    boolean abandoned;

    boolean sending;
    boolean accepted;

    Job(
            AlertTransition transition,
            String channel,
            Object origin,
            Runnable done,
            long number,
            long acceptedAt,
            boolean late) {
        this.transition = transition;
        this.channel = channel;
        this.origin = origin;
        this.done = done;
        this.number = number;
        this.acceptedAt = acceptedAt;
        this.late = late;
    }

    Lane lane() {
        return new Lane(channel, transition.incidentId());
    }

    Neighbours neighbours() {
        return new Neighbours(channel, transition.entity());
    }

    DeliveryKey key() {
        return new DeliveryKey(channel, transition.incidentId(), transition.sequence());
    }

    @Override
    public String toString() {
        return transition.entity() + " " + transition.rule() + " "
                + transition.state().wire() + " (" + transition.incidentId() + "/" + transition.sequence() + ") on "
                + channel;
    }
}
