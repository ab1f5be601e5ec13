package dev.tocsin.job.intake;

import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.health.rules.Signal;

/**
 * The series that were met last, one object each, and for each how many results have passed since one that failed or crossed
 * a limit. Each slot holds the newest series of its hash, which bounds the memory.
 *
 * <p>It is a cache and not state: a series that is not in it counts as one that has just failed, so forgetting repeats good
 * signals and never loses one. Not thread-safe.
 */
final class KnownSeries {

    private static final int SLOTS = 1 << 18;

    private final Entry[] entries = new Entry[SLOTS];

    static final class Entry {
        final SeriesKey key;
        private int quietResults;

        private Entry(SeriesKey key) {
            this.key = key;
        }

        /**
         * Whether a result of this series is to be signalled: it failed or crossed a limit, or is one of the
         * {@link Signal#FOLLOW_UPS} that follow such a one.
         */
        boolean matters(boolean alarming) {
            quietResults = alarming ? 0 : Math.min(quietResults + 1, Signal.FOLLOW_UPS + 1);
            return quietResults <= Signal.FOLLOW_UPS;
        }
    }

    Entry get(EntityKind kind, String entity, Source source, Metric metric, String location) {
        int hash = (entity.hashCode() * 31 + location.hashCode()) * 31 + metric.ordinal() * 7 + source.ordinal();
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        Entry known = entries[slot];
        if (known != null
                && known.key.metric() == metric
                && known.key.source() == source
                && known.key.kind() == kind
                && known.key.entity().equals(entity)
                && known.key.location().equals(location)) {
            return known;
        }
        Entry fresh = new Entry(new SeriesKey(kind, entity, source, metric, location));
        entries[slot] = fresh;
        return fresh;
    }
}
