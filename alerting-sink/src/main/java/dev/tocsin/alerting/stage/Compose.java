package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.channel.Story;
import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.events.AlertTransition;
import java.util.Comparator;
import java.util.List;

/** Makes the story of an attempt that passed every stage. Pure. */
final class Compose {

    static Story story(Attempt attempt) {
        return new Story(attempt.transition(), attempt.resolved() ? List.of() : covers(attempt), earlierCover(attempt));
    }

    private static List<String> covers(Attempt attempt) {
        return attempt.others().stream()
                .filter(other -> other.pending() || other.isCovered())
                .map(OpenIncident::transition)
                .filter(other -> other.severity().compareTo(attempt.transition().severity()) <= 0)
                .sorted(Comparator.comparingLong(AlertTransition::openedAt).thenComparing(AlertTransition::incidentId))
                .map(other -> other.rule() + " (" + other.severity().wire() + ")")
                .toList();
    }

    private static String earlierCover(Attempt attempt) {
        if (!attempt.late()) {
            return "";
        }
        return attempt.own()
                .filter(OpenIncident::isCovered)
                .map(own -> "It was " + own.coveredBy() + "; that is over, this is not.")
                .orElse("");
    }

    private Compose() {}
}
