package dev.tocsin.job.intake;

import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.health.rules.Signal;
import java.util.HashMap;
import java.util.Map;

/**
 * The series that were met, one object and one number each, and for each how many results have passed since one that failed or crossed a
 * limit. When there are too many, all are forgotten: names may be made up by anyone.
 *
 * <p>It is a cache and not state: a series that is not in it counts as one that has just failed, so forgetting repeats good
 * signals and never loses one. Not thread-safe.
 */
final class KnownSeries {

    private final EntityKind kind;
    private final Source source;
    private final int limit;
    /** The first series of each entity; the others follow it. */
    private final Map<String, Entry> byEntity = new HashMap<>();

    private int size;

    /** @param limit so many series are known at most */
    KnownSeries(EntityKind kind, Source source, int limit) {
        this.kind = kind;
        this.source = source;
        this.limit = limit;
    }

    static final class Entry {
        final SeriesKey key;
        /** Small and of no other series that is known here. */
        final int number;

        private final Entry next;
        private int quietResults;

        private Entry(SeriesKey key, int number, Entry next) {
            this.key = key;
            this.number = number;
            this.next = next;
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

    Entry get(String entity, Metric metric, String location) {
        Entry first = byEntity.get(entity);
        for (Entry entry = first; entry != null; entry = entry.next) {
            if (entry.key.metric() == metric && entry.key.location().equals(location)) {
                return entry;
            }
        }
        if (size >= limit) {
            byEntity.clear();
            size = 0;
            first = null;
        }
        Entry fresh = new Entry(new SeriesKey(kind, entity, source, metric, location), size, first);
        byEntity.put(entity, fresh);
        size++;
        return fresh;
    }
}
