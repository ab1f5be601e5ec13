package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.ledger.Aftermath;
import dev.tocsin.alerting.ledger.Mark;
import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import java.util.List;
import java.util.Optional;

/**
 * One look at one transition on one channel: everything that the deciding stages may know.
 *
 * @param acceptedAt when the notifier first saw it, epoch ms
 * @param late whether it was covered before and is told now because nothing covers it any more
 * @param channelFailing whether the channel did not take the last message
 * @param now epoch ms
 * @param mark the incident's high-water mark on this channel
 * @param open the entity's open incidents on this channel, this one included if it is known
 * @param aftermaths of the entity's incidents that were told on this channel and have been resolved lately
 */
public record Attempt(
        AlertTransition transition,
        String channel,
        long acceptedAt,
        boolean late,
        boolean channelFailing,
        long now,
        Optional<Mark> mark,
        List<OpenIncident> open,
        List<Aftermath> aftermaths) {

    public Attempt {
        open = List.copyOf(open);
        aftermaths = List.copyOf(aftermaths);
    }

    boolean resolved() {
        return transition.state() == State.RESOLVED;
    }

    Optional<OpenIncident> own() {
        return open.stream()
                .filter(incident -> incident.incidentId().equals(transition.incidentId()))
                .findFirst();
    }

    List<OpenIncident> others() {
        return open.stream()
                .filter(incident -> !incident.incidentId().equals(transition.incidentId()))
                .toList();
    }
}
