package dev.tocsin.alerting.delivery;

import dev.tocsin.events.AlertTransition;
import java.util.Objects;

/**
 * A transition as it comes in.
 *
 * @param origin where it came from, for {@link Dispatcher#abandon}
 * @param done run once, on the delivery loop or later, when it is settled on every channel
 */
public record Incoming(AlertTransition transition, Object origin, Runnable done) {

    public Incoming {
        Objects.requireNonNull(transition, "transition");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(done, "done");
    }
}
