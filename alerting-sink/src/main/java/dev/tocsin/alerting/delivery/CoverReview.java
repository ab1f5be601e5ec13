package dev.tocsin.alerting.delivery;

import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.alerting.ledger.OpenIncidents;
import dev.tocsin.alerting.stage.Cover;
import java.time.Clock;

/**
 * Looks whether covered incidents are still covered, and has those told that were not for the grace time. Several
 * notifiers may find the same one; the claim decides who tells it. Belongs to the delivery loop.
 */
final class CoverReview {

    /** Who leads an incident through the stages again, unless it is on its way already. */
    @FunctionalInterface
    interface Teller {

        void tellLate(String channel, OpenIncident incident);
    }

    private final OpenIncidents incidents;
    private final Cover cover;
    private final Clock clock;
    private final Teller teller;

    CoverReview(OpenIncidents incidents, Cover cover, Clock clock, Teller teller) {
        this.incidents = incidents;
        this.cover = cover;
        this.clock = clock;
        this.teller = teller;
    }

    /** @return how many incidents are open on the channel */
    int all(String channel) {
        incidents.covered(channel).forEach(entity -> of(new Job.Neighbours(channel, entity)));
        return incidents.count(channel);
    }

    void of(Job.Neighbours neighbours) {
        String channel = neighbours.channel();
        cover.review(incidents.of(channel, neighbours.entity()), clock.millis()).forEach(change -> {
            if (change.tell()) {
                teller.tellLate(channel, change.incident());
            } else {
                incidents.put(channel, change.incident());
            }
        });
    }
}
