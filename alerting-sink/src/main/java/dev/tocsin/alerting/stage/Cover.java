package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.events.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which open incident speaks for which others of the same entity, and what to do when it no longer does. Pure. */
public final class Cover {

    private final Duration grace;
    private final Duration lapse;

    /**
     * @param grace how long an incident may stay open and uncovered before it is told itself
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

    /** Looks at one entity's open incidents and says what changes; those of which nothing changes are left out. */
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
