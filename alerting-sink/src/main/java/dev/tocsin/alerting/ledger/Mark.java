package dev.tocsin.alerting.ledger;

import dev.tocsin.events.Notification.Outcome;
import java.util.Objects;

/**
 * The high-water mark of one incident on one channel: its newest settled transition.
 *
 * @param sequence of that transition
 * @param outcome what became of it; never {@link Outcome#RETRYING}
 * @param told whether any message about the incident was delivered on this channel
 * @param reason why, in words
 * @param at epoch ms
 */
public record Mark(int sequence, Outcome outcome, boolean told, String reason, long at) {

    public Mark {
        Objects.requireNonNull(outcome, "outcome");
        if (outcome == Outcome.RETRYING) {
            throw new IllegalArgumentException("what is still tried is not settled");
        }
        reason = Objects.requireNonNullElse(reason, "");
    }

    /** Whether nothing more is to be done for this transition. What was only muted may still be told later. */
    public boolean closes(int asked) {
        return sequence > asked || sequence == asked && outcome != Outcome.MUTED;
    }

    /** The mark after {@code newer} was settled too: it never goes back, and what was told stays told. */
    public Mark then(Mark newer) {
        boolean anyTold = told || newer.told;
        Mark top = closes(newer.sequence) ? this : newer;
        return new Mark(top.sequence, top.outcome, anyTold, top.reason, top.at);
    }
}
