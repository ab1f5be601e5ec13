package dev.tocsin.gateway.query;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.gateway.store.SeriesFilter;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The slices of the last 24 hours in memory, packed, so that a question about them need not read a million rows. Fed with
 * every final row and with the slices that are still open; what was before the gateway's start is loaded by
 * {@link ArchiveLoader}, the newest hour first, as far as the memory reaches. Thread-safe.
 */
public final class SliceArchive {

    static final long KEPT_MS = 24 * Resolution.HOUR.millis();
    private static final long OPEN_KEPT_MS = 2 * 60_000;

    private final Clock clock;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final ConcurrentMap<String, Shelf> shelves = new ConcurrentHashMap<>();
    private volatile long reach = Long.MAX_VALUE;

    /** @param maxBytes more are not kept; the oldest hours go first */
    public SliceArchive(Clock clock, long maxBytes) {
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    /** All series of one entity. What is read of it is of one moment. */
    private static final class Shelf {
        private final Map<SeriesKey, ArchivedSeries> series = new HashMap<>(4);
    }

    /** From when on every slice that there is can be read here, epoch ms; {@link Long#MAX_VALUE} at first. */
    public long reach() {
        return reach;
    }

    /** Says that all slices from then on have been put. */
    synchronized void reaches(long from) {
        reach = Math.min(reach, from);
    }

    /** What it takes, in bytes. */
    public long bytes() {
        return bytes.get();
    }

    boolean isFull() {
        return bytes.get() >= maxBytes;
    }

    /** Takes a row over; it may come twice, out of order, and be a rollup, which is left out. */
    public void put(AggregateRow row) {
        long age = clock.millis() - row.windowStart();
        if (row.resolution() != Resolution.SLICE || age > (row.partial() ? OPEN_KEPT_MS : KEPT_MS)) {
            return;
        }
        Shelf shelf = shelves.computeIfAbsent(row.series().entity(), entity -> new Shelf());
        synchronized (shelf) {
            ArchivedSeries series = shelf.series.computeIfAbsent(row.series(), key -> new ArchivedSeries());
            bytes.addAndGet(row.partial() ? series.putOpen(row) : series.putFinal(row));
        }
    }

    /** Adds the slices that start from one time on and before another. */
    void read(SeriesFilter filter, long from, long to, Sums sums) {
        for (String entity : filter.anyEntity().orElse(shelves.keySet())) {
            Shelf shelf = shelves.get(entity);
            if (shelf != null) {
                synchronized (shelf) {
                    shelf.series.forEach((key, series) -> {
                        if (filter.matches(key)) {
                            series.addTo(sums.of(key), from, to);
                        }
                    });
                }
            }
        }
    }

    /** Forgets what is older than 24 hours, the oldest hours where memory is short, and slices that never closed. */
    public void evict() {
        long now = clock.millis();
        long keptFrom = Resolution.HOUR.floor(now - KEPT_MS);
        shortenTo(keptFrom);
        forget(keptFrom, now - OPEN_KEPT_MS);
        while (isFull() && keptFrom < Resolution.HOUR.floor(now)) {
            keptFrom += Resolution.HOUR.millis();
            shortenTo(keptFrom);
            forget(keptFrom, now - OPEN_KEPT_MS);
        }
    }

    private synchronized void shortenTo(long from) {
        reach = reach == Long.MAX_VALUE ? reach : Math.max(reach, from);
    }

    private void forget(long keptFrom, long openFrom) {
        shelves.values().forEach(shelf -> {
            synchronized (shelf) {
                shelf.series.values().removeIf(series -> {
                    bytes.addAndGet(series.evict(keptFrom, openFrom));
                    return series.isEmpty();
                });
            }
        });
    }

    /** Forgets what is known of a service's probes, which was deleted. */
    public void forget(String service) {
        Shelf shelf = shelves.get(service);
        if (shelf != null) {
            synchronized (shelf) {
                shelf.series.entrySet().removeIf(entry -> {
                    boolean probed = entry.getKey().source() == Source.PROBE;
                    bytes.addAndGet(probed ? entry.getValue().evict(Long.MAX_VALUE, Long.MAX_VALUE) : 0);
                    return probed;
                });
            }
        }
    }
}
