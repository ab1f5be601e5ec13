package dev.tocsin.gateway.query;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Resolution;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.PackedWindows;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * One series' slices: final ones packed by the hour, so that the oldest can be forgotten and older ones loaded without
 * moving the rest, and open ones as they came. What changes it tells how many bytes more it takes. Not thread-safe.
 */
final class ArchivedSeries {

    /** What an hour takes besides its bytes: objects and places in maps. */
    private static final int OVERHEAD = 150;

    private static final long HOUR_MS = Resolution.HOUR.millis();

    private final NavigableMap<Long, PackedWindows> hours = new TreeMap<>();
    private final NavigableMap<Long, AggregateRow> open = new TreeMap<>();

    long putFinal(AggregateRow row) {
        open.remove(row.windowStart());
        PackedWindows hour = hours.get(Resolution.HOUR.floor(row.windowStart()));
        long before = hour == null ? -OVERHEAD : hour.size();
        if (hour == null) {
            hour = new PackedWindows(Resolution.SLICE);
            hours.put(Resolution.HOUR.floor(row.windowStart()), hour);
        }
        hour.putNewer(row.windowStart(), Aggregate.of(row));
        return hour.size() - before;
    }

    /** A partial row may come after the final one, after a restart of the job; the final one holds more. */
    long putOpen(AggregateRow row) {
        PackedWindows hour = hours.get(Resolution.HOUR.floor(row.windowStart()));
        if (hour == null || !hour.contains(row.windowStart())) {
            open.merge(
                    row.windowStart(),
                    row,
                    (there, news) -> news.observations() >= there.observations() ? news : there);
        }
        return 0;
    }

    void addTo(LongFunction<Aggregate> sums, long from, long to) {
        hours.subMap(Resolution.HOUR.floor(from), true, to, false).values().forEach(hour -> hour.addTo(sums, from, to));
        open.subMap(from, to).forEach((start, row) -> {
            Aggregate sum = sums.apply(start);
            if (sum != null) {
                sum.merge(Aggregate.of(row));
            }
        });
    }

    long evict(long keptFrom, long openFrom) {
        open.headMap(openFrom).clear();
        NavigableMap<Long, PackedWindows> over = hours.headMap(keptFrom - HOUR_MS, true);
        long bytes =
                over.values().stream().mapToLong(hour -> hour.size() + OVERHEAD).sum();
        over.clear();
        return -bytes;
    }

    boolean isEmpty() {
        return hours.isEmpty() && open.isEmpty();
    }
}
