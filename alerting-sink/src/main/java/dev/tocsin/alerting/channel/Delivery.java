package dev.tocsin.alerting.channel;

import java.time.Duration;
import java.util.Optional;

/** What a channel answered to one message. */
public sealed interface Delivery {

    /** The channel has taken it. */
    record Sent() implements Delivery {}

    /**
     * Not taken, later it may be.
     *
     * @param after how long the channel asked for quiet; empty if it did not say, then the sender backs off by itself
     * @param reason the error in words, without secrets
     */
    record Retry(Optional<Duration> after, String reason) implements Delivery {}

    /**
     * Refused for good.
     *
     * @param reason the channel's words and what a person should do
     */
    record Rejected(String reason) implements Delivery {}
}
