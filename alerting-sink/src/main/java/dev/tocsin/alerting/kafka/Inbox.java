package dev.tocsin.alerting.kafka;

import dev.tocsin.events.AlertTransition;

/** Who takes the transitions. Must not block. */
public interface Inbox {

    /**
     * @param origin stands for the partition for as long as it is ours
     * @param done to be run once, from any thread, when the transition is settled
     */
    void accept(AlertTransition transition, Object origin, Runnable done);

    /** The partition is another notifier's now. */
    void abandon(Object origin);
}
