package dev.tocsin.alerting.ledger;

import java.time.Duration;
import java.util.Optional;

/**
 * What was settled, and who is sending. The order that loses nothing is: {@link #read}, {@link #claim}, send, {@link
 * #settle}; a claim that is not followed by a settlement ends with its lease, so a crash hands the message on.
 *
 * @implSpec may throw {@link MemoryUnavailableException}
 */
public interface Ledger {

    Optional<Mark> read(String channel, String incidentId);

    /** Claims atomically, unless it was settled or another owner holds it. The same owner may claim again. */
    Claim claim(DeliveryKey key, String owner, Duration lease);

    /** Gives a claim back, if it is still the owner's. */
    void release(DeliveryKey key, String owner);

    /** Records the outcome, never going back (see {@link Mark#then}), and ends the owner's claim. */
    void settle(DeliveryKey key, String owner, Mark mark);
}
