package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.channel.Story;
import dev.tocsin.alerting.channel.Words;
import dev.tocsin.alerting.ledger.Aftermath;
import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.alerting.stage.Verdict.Why;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Severity;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * One outage rings once: a message is left out if people were told already, by this incident or by another one of the
 * same entity that is at least as severe and is open or was until lately. A higher severity always passes.
 */
final class Mute implements Stage {

    /**
     * While the channel takes nothing, waiting costs nothing, and what waits is covered when the channel is back; but not
     * forever, because what it does not take may be that one message alone.
     */
    static final Duration OUTAGE = Duration.ofMinutes(15);

    /**
     * When Tocsin itself was away, the first record after that moves its time past the limit of every service's silence, and the
     * next results end it. So a silence that is noticed so long after the fact is told only if it lasts.
     */
    static final Duration PUNCTUAL = Duration.ofSeconds(15);

    private static final String SILENCE_RULE = "silence";

    private final Cover cover;
    private final Duration patience;

    /**
     * @param cover which incident speaks for which
     * @param patience how long to wait for an incident that would cover, while it is being told
     */
    Mute(Cover cover, Duration patience) {
        this.cover = cover;
        this.patience = patience;
    }

    @Override
    public Verdict judge(Attempt attempt) {
        return attempt.resolved() ? judgeResolved(attempt) : judgeFiring(attempt);
    }

    private static Verdict judgeResolved(Attempt attempt) {
        if (attempt.mark().isPresent() && !attempt.mark().get().told()) {
            String opening = attempt.mark().get().reason();
            return new Verdict.Muted(
                    Why.NEVER_TOLD, "its opening was not told" + (opening.isEmpty() ? "" : ": " + opening));
        }
        return new Verdict.Pass();
    }

    private Verdict judgeFiring(Attempt attempt) {
        AlertTransition transition = attempt.transition();
        Severity severity = transition.severity();
        Optional<OpenIncident> own = attempt.own().filter(OpenIncident::isTold);
        if (own.isPresent() && own.get().toldSeverity().compareTo(severity) >= 0) {
            return new Verdict.Muted(
                    Why.NOT_RISEN,
                    "told at " + Words.clockTime(own.get().toldAt()) + " UTC as "
                            + own.get().toldSeverity().wire() + ", it has not become more severe");
        }
        Optional<OpenIncident> covering = cover.of(severity, attempt.others(), attempt.now());
        if (covering.isPresent()) {
            return new Verdict.Muted(Why.COVERED, words(covering.get()));
        }
        if (!attempt.late()) {
            Optional<Aftermath> aftermath = cover.aftermath(transition, attempt.aftermaths(), attempt.now());
            if (aftermath.isPresent()) {
                return aftermath(aftermath.get());
            }
            if (isNoticedLate(transition, attempt.now())) {
                return new Verdict.Muted(
                        Why.NOTICED_LATE,
                        "noticed late, at " + Words.clockTime(attempt.now()) + " UTC; told if it lasts");
            }
        }
        long until = attempt.acceptedAt() + (attempt.channelFailing() ? OUTAGE : patience).toMillis();
        Optional<OpenIncident> first = attempt.others().stream()
                .filter(OpenIncident::pending)
                .filter(other -> !other.closing() && goesFirst(other.transition(), transition))
                .findFirst();
        if (first.isPresent() && attempt.now() < until) {
            return new Verdict.Hold(
                    until, "waits for the message of " + name(first.get().transition()));
        }
        return new Verdict.Pass();
    }

    private static boolean isNoticedLate(AlertTransition transition, long now) {
        return transition.rule().equals(SILENCE_RULE) && now - transition.at() > PUNCTUAL.toMillis();
    }

    private Verdict.Muted aftermath(Aftermath aftermath) {
        String reason =
                words(aftermath) + "; told if it is still open at " + Words.clockTime(cover.end(aftermath)) + " UTC";
        return new Verdict.Muted(Why.AFTERMATH, reason, Optional.of(aftermath));
    }

    static String words(Aftermath aftermath) {
        return "taken for the aftermath of " + Story.name(aftermath.rule(), aftermath.entityName(), aftermath.entity())
                + ", told at " + Words.clockTime(aftermath.toldAt()) + " UTC and resolved at "
                + Words.clockTime(aftermath.resolvedAt()) + " UTC";
    }

    static String words(OpenIncident covering) {
        return "covered by " + name(covering.transition()) + ", told at " + Words.clockTime(covering.toldAt()) + " UTC";
    }

    private static String name(AlertTransition transition) {
        return Story.name(transition.rule(), transition.entityName(), transition.entity());
    }

    /** A total order, so that two incidents never wait for each other. */
    private static boolean goesFirst(AlertTransition one, AlertTransition other) {
        return Comparator.comparing(AlertTransition::severity)
                        .reversed()
                        .thenComparingLong(AlertTransition::openedAt)
                        .thenComparing(AlertTransition::incidentId)
                        .compare(one, other)
                < 0;
    }
}
