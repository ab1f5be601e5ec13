package dev.tocsin.alerting.ledger;

import java.util.Objects;

/** The identity of one message: one transition on one channel. */
public record DeliveryKey(String channel, String incidentId, int sequence) {

    public DeliveryKey {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(incidentId, "incidentId");
    }
}
