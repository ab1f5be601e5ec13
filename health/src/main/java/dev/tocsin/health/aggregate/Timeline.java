package dev.tocsin.health.aggregate;

import dev.tocsin.events.Resolution;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One series' windows of all resolutions, and the views that they merge into. A view never recounts observations, and
 * percentiles are never computed from percentiles.
 *
 * <p>Not thread-safe.
 */
public final class Timeline {

    private final Map<Resolution, NavigableMap<Long, Aggregate>> windows = new EnumMap<>(Resolution.class);

    public Timeline() {
        for (Resolution resolution : Resolution.values()) {
            windows.put(resolution, new TreeMap<>());
        }
    }

    /** The windows of one resolution by their start; changes write through. */
    public NavigableMap<Long, Aggregate> windows(Resolution resolution) {
        return windows.get(resolution);
    }

    /** Merges an aggregate into the window that starts then; the aggregate itself stays as it is. */
    public void merge(Resolution resolution, long start, Aggregate aggregate) {
        windows.get(resolution)
                .computeIfAbsent(start, absent -> new Aggregate())
                .merge(aggregate);
    }

    /** Puts a window's newest aggregate; one with fewer observations than what is there is older and ignored. */
    public boolean put(Resolution resolution, long start, Aggregate aggregate) {
        Aggregate there = windows.get(resolution).get(start);
        if (there != null && there.observations() > aggregate.observations()) {
            return false;
        }
        windows.get(resolution).put(start, aggregate);
        return true;
    }

    /** Forgets the windows of a resolution that end at or before a time. */
    public void evict(Resolution resolution, long endedBy) {
        windows.get(resolution).headMap(endedBy - resolution.millis(), true).clear();
    }

    public boolean isEmpty() {
        return windows.values().stream().allMatch(Map::isEmpty);
    }

    /**
     * Merges what was seen from one time to another. Both should lie on the 10 s grid; the coarsest window that fits is
     * used wherever it is known, since it alone holds the records that came too late for finer ones.
     */
    public Aggregate view(long from, long to) {
        Aggregate view = new Aggregate();
        long at = from;
        while (at < to) {
            at = mergeOne(view, at, to);
        }
        return view;
    }

    private long mergeOne(Aggregate view, long at, long to) {
        for (Resolution resolution : new Resolution[] {Resolution.HOUR, Resolution.MINUTE}) {
            if (resolution.floor(at) == at && at + resolution.millis() <= to) {
                Aggregate window = windows.get(resolution).get(at);
                if (window != null) {
                    view.merge(window);
                    return at + resolution.millis();
                }
            }
        }
        Aggregate slice = windows.get(Resolution.SLICE).get(at);
        if (slice != null) {
            view.merge(slice);
        }
        return Resolution.SLICE.floor(at) + Resolution.SLICE.millis();
    }
}
