package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.channel.Channel;
import dev.tocsin.alerting.channel.Delivery;
import dev.tocsin.alerting.channel.Message;
import dev.tocsin.alerting.ledger.Claim;
import dev.tocsin.alerting.ledger.DeliveryKey;
import dev.tocsin.alerting.ledger.Ledger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims, then sends. A claim ends with its lease, so that a crash in between hands the message to another notifier. */
public final class Sending {

    private static final Logger logger = LoggerFactory.getLogger(Sending.class);

    /** Longer than any channel's own deadline, shorter than every lease: an answer is certain even if a channel forgets. */
    public static final Duration LONGEST_ANSWER = Duration.ofSeconds(7);

    private final Ledger ledger;
    private final String owner;
    private final Duration lease;

    /**
     * @param owner unique to this process
     * @param lease longer than {@link #LONGEST_ANSWER}
     */
    public Sending(Ledger ledger, String owner, Duration lease) {
        this.ledger = ledger;
        this.owner = owner;
        this.lease = lease;
    }

    public Claim claim(DeliveryKey key) {
        return ledger.claim(key, owner, lease);
    }

    /** Lets another notifier try; ours will come again, too. */
    public void release(DeliveryKey key) {
        ledger.release(key, owner);
    }

    /** Always completes normally. */
    public CompletableFuture<Delivery> send(Channel channel, Message message) {
        CompletableFuture<Delivery> answer;
        try {
            answer = channel.send(message).toCompletableFuture();
        } catch (RuntimeException e) {
            logger.error("cannot write the message {} for {}", message, channel.name(), e);
            return CompletableFuture.completedFuture(new Delivery.Rejected(
                    "the message cannot be written: " + e + ". This is a defect, please report it"));
        }
        return answer.exceptionally(e -> new Delivery.Retry(Optional.empty(), String.valueOf(e)))
                .completeOnTimeout(
                        new Delivery.Retry(Optional.empty(), "no answer within " + LONGEST_ANSWER.toSeconds() + " s"),
                        LONGEST_ANSWER.toMillis(),
                        TimeUnit.MILLISECONDS);
    }
}
