package dev.tocsin.alerting.ledger;

import java.time.Duration;

/** The answer to the wish to send one message. */
public sealed interface Claim {

    /** Send now; nobody else will until the lease ends. */
    record Granted() implements Claim {}

    /** Another notifier is at it; ask again after its lease. */
    record Held(Duration remaining) implements Claim {}

    /** It was settled meanwhile. */
    record Settled(Mark mark) implements Claim {}
}
