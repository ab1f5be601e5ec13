package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.ledger.Aftermath;
import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which incident speaks for which others of the same entity while it is open and for the grace time after, and what to do
 * when it no longer does. Pure.
 */
public final class Cover {

    private final Duration grace;
    private final Duration lapse;

    /**
     * @param grace how long an incident may stay open and uncovered before it is told itself; as long, one that was told
     *     and resolved still speaks for what opens
     * @param lapse how long after it was told an incident speaks for others: a page of last week covers nothing new
     */
    public Cover(Duration grace, Duration lapse) {
        this.grace = grace;
        this.lapse = lapse;
    }

    /**
     * What is to be done about one covered incident.
     *
     * @param incident its new state
     * @param tell whether nothing has covered it for the whole grace time, so that it must be told; else keep the state
     */
    public record Change(OpenIncident incident, boolean tell) {}

    /** The incident among {@code others} that speaks for one of this severity; the one told first if there are more. */
    Optional<OpenIncident> of(Severity severity, List<OpenIncident> others, long now) {
        return others.stream()
                .filter(other -> other.isTold() && !other.closing())
                .filter(other -> toldAndStill(other).compareTo(severity) >= 0)
                .filter(other -> now - other.toldAt() <= lapse.toMillis())
                .min(Comparator.comparingLong(OpenIncident::toldAt));
    }

    /**
     * The one among {@code recent} that the transition is taken for the aftermath of: the one resolved last if there are
     * more. None if people were told lately that this very rule is fine again: then it is news that it is not.
     */
    Optional<Aftermath> aftermath(AlertTransition transition, List<Aftermath> recent, long now) {
        List<Aftermath> lasting =
                recent.stream().filter(aftermath -> now < end(aftermath)).toList();
        if (lasting.stream().anyMatch(aftermath -> aftermath.fingerprint().equals(transition.fingerprint()))) {
            return Optional.empty();
        }
        return lasting.stream()
                .filter(aftermath -> aftermath.severity().compareTo(transition.severity()) >= 0)
                .max(Comparator.comparingLong(Aftermath::resolvedAt));
    }

    /** When it speaks for others no more and what it spoke for is told, epoch ms. */
    long end(Aftermath aftermath) {
        return aftermath.resolvedAt() + grace.toMillis();
    }

    /**
     * Looks at one entity's open incidents and says what changes; those of which nothing changes are left out. Aftermaths
     * don't count here: the grace time of what they speak for began with the resolution, and two must not add up.
     */
    public List<Change> review(List<OpenIncident> open, long now) {
        List<Change> changes = new ArrayList<>();
        for (OpenIncident incident : open) {
            if (!incident.isCovered() || incident.closing()) {
                continue;
            }
            List<OpenIncident> others =
                    open.stream().filter(other -> other != incident).toList();
            Optional<OpenIncident> covering = of(incident.transition().severity(), others, now);
            if (covering.isPresent()) {
                if (incident.uncoveredSince() != 0) {
                    changes.add(new Change(incident.covered(incident.transition(), Mute.words(covering.get())), false));
                }
            } else if (incident.uncoveredSince() == 0) {
                changes.add(new Change(incident.uncovered(now), false));
            } else if (now - incident.uncoveredSince() >= grace.toMillis()) {
                changes.add(new Change(incident, true));
            }
        }
        return changes;
    }

    /** What people were told of, as far as it is still true. */
    private static Severity toldAndStill(OpenIncident incident) {
        Severity current = incident.transition().severity();
        return current.compareTo(incident.toldSeverity()) < 0 ? current : incident.toldSeverity();
    }
}
