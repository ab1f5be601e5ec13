package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.channel.Story;
import dev.tocsin.alerting.ledger.Aftermath;
import dev.tocsin.alerting.ledger.Mark;
import java.util.Locale;
import java.util.Optional;

/** What the deciding stages say about one attempt. */
public sealed interface Verdict {

    /** This stage has nothing against it. */
    record Pass() implements Verdict {}

    /** Every stage let it pass: tell this. */
    record Send(Story story) implements Verdict {}

    /**
     * Not now: an incident that would cover it is being told. Ask again when that is settled.
     *
     * @param until when to stop waiting, epoch ms
     */
    record Hold(long until, String reason) implements Verdict {}

    /**
     * No message.
     *
     * @param aftermath what it is taken for the aftermath of; only for {@link Why#AFTERMATH}
     */
    record Muted(Why why, String reason, Optional<Aftermath> aftermath) implements Verdict {

        Muted(Why why, String reason) {
            this(why, reason, Optional.empty());
        }
    }

    /**
     * Settled before.
     *
     * @param mark how
     * @param exactly whether the mark is this very transition's, not a newer one's
     */
    record Known(Mark mark, boolean exactly, String reason) implements Verdict {}

    /** Why there is no message. */
    enum Why {
        /** This channel is not for it. */
        NOT_ROUTED,
        /** Another incident's message speaks for it. */
        COVERED,
        /** The message of an incident that was resolved lately speaks for it. */
        AFTERMATH,
        /** A silence of a time in which nothing was read at all, so that results are likely to come at once. */
        NOTICED_LATE,
        /** People know of the incident already, at this severity or a higher one. */
        NOT_RISEN,
        /** It ends something that nobody was told of. */
        NEVER_TOLD;

        /** A stable word, by which it is counted. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
