package dev.tocsin.health.rules;

import dev.tocsin.events.Resolution;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.slo.BurnWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The counts of one service's results over three days, all locations together: an hour by minutes, six hours by ten minutes, three
 * days by hours. 2 KiB, whatever the service's rate. What a view never held, results that came more than a minute late, is
 * left out. Mutable, not thread-safe.
 */
final class EventHistory {

    private static final long MINUTE = Resolution.MINUTE.millis();
    private static final long HOUR = Resolution.HOUR.millis();

    private final CountRing minutes = new CountRing(MINUTE, 60);
    private final CountRing tenMinutes = new CountRing(10 * MINUTE, 36);
    private final CountRing hours = new CountRing(HOUR, 72);

    /**
     * Adds the slices that no later view holds.
     *
     * @param sliceEnd of the views that hold them as their oldest
     * @param locations the views, a location each
     * @return whether they complete a minute
     */
    boolean add(long sliceEnd, List<View> locations) {
        long start = sliceEnd - MINUTE;
        long known = 0;
        long failed = 0;
        long coveredMs = 0;
        for (View location : locations) {
            EventCounts counts = location.oldest();
            known += counts.known();
            failed += counts.failed();
            coveredMs = Math.max(coveredMs, counts.coveredMs());
        }
        EventCounts together = new EventCounts(known, failed, coveredMs);
        minutes.add(start, together);
        tenMinutes.add(start, together);
        hours.add(start, together);
        return Resolution.MINUTE.floor(start + Boundary.STEP) == start + Boundary.STEP;
    }

    /** The counts of a window that ends with the newest minute; the longer ones begin on their ring's grid. */
    EventCounts of(BurnWindow window) {
        return switch (window) {
            case FIVE_MINUTES, HALF_HOUR, HOUR -> minutes.last(window.millis());
            case TWO_HOURS, SIX_HOURS -> tenMinutes.last(window.millis());
            case DAY, THREE_DAYS -> hours.last(window.millis());
        };
    }

    void write(DataOutput out) throws IOException {
        minutes.write(out);
        tenMinutes.write(out);
        hours.write(out);
    }

    static EventHistory read(DataInput in) throws IOException {
        EventHistory history = new EventHistory();
        history.minutes.read(in);
        history.tenMinutes.read(in);
        history.hours.read(in);
        return history;
    }
}
