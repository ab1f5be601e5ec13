package dev.tocsin.health.aggregate;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Timeliness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * One series' open and recently closed windows, moved by event time.
 *
 * <p>A cell joins its slice; when the slice ends, the slice joins its minute and its hour. A cell that comes after its slice
 * ended joins all three at once, and the rows of those that ended already are told again. Windows live until no admitted
 * record can reach them: their end plus the bound of {@link Admission}.
 *
 * <p>Rows tell of everything, in whatever order it came; views hold what {@link Timeliness} lets them hold.
 *
 * <p>All times are event times. Rows are told through a consumer, and the times at which {@link #onTime} must be called
 * through another. Not thread-safe.
 */
public final class SeriesWindows {

    private static final long STEP = Resolution.SLICE.millis();
    private static final Resolution[] ROLLUPS = {Resolution.MINUTE, Resolution.HOUR};
    private static final long MINUTE = Resolution.MINUTE.millis();

    /** The slices that a view may still hold. */
    private final NavigableMap<Long, RecentSlice> recent = new TreeMap<>();
    /** The older slices, and the rollups. */
    private final Timeline timeline = new Timeline();
    /**
     * The latest event time seen; windows that end at or before it have ended. Kept in state, because the stream's own
     * watermark starts anew after a restore, and a slice that had ended must not be taken for open and counted twice.
     */
    private long clock = Long.MIN_VALUE;

    /**
     * Takes a cell.
     *
     * @param start of the slice, or of the minute if it came too late for its slice
     * @param watermark windows that end at or before it have ended
     * @param rows gets the rows of ended windows that this changes
     * @param wakeUps gets the times at which to call {@link #onTime}
     */
    public void add(
            SeriesKey series,
            long start,
            Timeliness timeliness,
            Aggregate cell,
            long watermark,
            Consumer<AggregateRow> rows,
            LongConsumer wakeUps) {
        clock = Math.max(clock, watermark);
        if (timeliness != Timeliness.ROLLUPS_ONLY) {
            join(start, timeliness, cell, wakeUps);
            if (start + STEP > clock) {
                wakeUps.accept(start + STEP);
                return;
            }
            rows.accept(whole(start).toRow(series, Resolution.SLICE, start, false));
        }
        joinRollups(start, cell, wakeUps);
        for (Resolution resolution : ROLLUPS) {
            long rollup = resolution.floor(start);
            if (rollup + resolution.millis() <= clock) {
                rows.accept(row(series, resolution, rollup));
            }
        }
    }

    /**
     * Ends the windows that end at a time, forgets those that nothing can reach any more, and returns what the rules look at.
     *
     * @param time a multiple of 10 s that the watermark has reached
     */
    public Optional<View> onTime(SeriesKey series, long time, Consumer<AggregateRow> rows, LongConsumer wakeUps) {
        clock = Math.max(clock, time);
        RecentSlice slice = recent.get(time - STEP);
        if (slice != null) {
            rows.accept(slice.whole().toRow(series, Resolution.SLICE, time - STEP, false));
            joinRollups(time - STEP, slice.whole(), wakeUps);
        }
        for (Resolution resolution : ROLLUPS) {
            tellIfEndsAt(series, resolution, time, rows);
        }
        Optional<View> view = view(series, time, slice, wakeUps);
        retire(time);
        timeline.evict(Resolution.SLICE, time - Admission.SLICE_BOUND_MS);
        timeline.evict(Resolution.MINUTE, time - Admission.ROLLUP_BOUND_MS);
        timeline.evict(Resolution.HOUR, time - Admission.ROLLUP_BOUND_MS);
        return view;
    }

    /** The open slice that a cell joined, as it is so far. */
    public Optional<AggregateRow> partial(SeriesKey series, long start) {
        return Optional.ofNullable(whole(start)).map(slice -> slice.toRow(series, Resolution.SLICE, start, true));
    }

    /** Whether all windows are gone. */
    public boolean isEmpty() {
        return recent.isEmpty() && timeline.isEmpty();
    }

    private void join(long start, Timeliness timeliness, Aggregate cell, LongConsumer wakeUps) {
        retire(clock);
        if (start + MINUTE <= clock) {
            timeline.merge(Resolution.SLICE, start, cell);
            return;
        }
        recent.computeIfAbsent(start, absent -> new RecentSlice()).merge(cell, start, timeliness, clock);
        if (timeliness.isJudged()) {
            // There may be no other reason to look at the minute then.
            long view = timeliness.firstView(start);
            wakeUps.accept(view > clock ? view : Resolution.SLICE.floor(clock) + STEP);
        }
    }

    private Optional<View> view(SeriesKey series, long time, RecentSlice slice, LongConsumer wakeUps) {
        Aggregate minute = new Aggregate();
        recent.subMap(time - MINUTE, time).values().forEach(one -> minute.merge(one.judgedBy(time)));
        if (minute.isEmpty()) {
            return Optional.empty();
        }
        wakeUps.accept(time + STEP);
        Aggregate last = slice == null ? new Aggregate() : slice.judgedBy(time).copy();
        return Optional.of(new View(series, time, last, minute));
    }

    /** Moves the slices that the next view does not hold any more to the older ones. */
    private void retire(long time) {
        if (recent.isEmpty() || recent.firstKey() + MINUTE > time) {
            return;
        }
        Map<Long, RecentSlice> old = recent.headMap(time - MINUTE, true);
        old.forEach((start, slice) -> timeline.merge(Resolution.SLICE, start, slice.whole()));
        old.clear();
    }

    private void joinRollups(long start, Aggregate aggregate, LongConsumer wakeUps) {
        for (Resolution resolution : ROLLUPS) {
            long rollup = resolution.floor(start);
            long end = rollup + resolution.millis();
            timeline.merge(resolution, rollup, aggregate);
            if (end > clock) {
                wakeUps.accept(end);
            }
            wakeUps.accept(end + Admission.ROLLUP_BOUND_MS);
        }
    }

    private void tellIfEndsAt(SeriesKey series, Resolution resolution, long time, Consumer<AggregateRow> rows) {
        long start = time - resolution.millis();
        if (resolution.floor(start) == start && timeline.windows(resolution).containsKey(start)) {
            rows.accept(row(series, resolution, start));
        }
    }

    /** A slice, null if nothing is known of it. */
    private Aggregate whole(long start) {
        RecentSlice slice = recent.get(start);
        return slice != null
                ? slice.whole()
                : timeline.windows(Resolution.SLICE).get(start);
    }

    private AggregateRow row(SeriesKey series, Resolution resolution, long start) {
        return timeline.windows(resolution).get(start).toRow(series, resolution, start, false);
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(clock);
        out.writeInt(recent.size());
        for (var slice : recent.entrySet()) {
            out.writeLong(slice.getKey());
            slice.getValue().write(out);
        }
        for (Resolution resolution : Resolution.values()) {
            var windows = timeline.windows(resolution);
            out.writeInt(windows.size());
            for (var window : windows.entrySet()) {
                out.writeLong(window.getKey());
                window.getValue().write(out);
            }
        }
    }

    public static SeriesWindows read(DataInput in) throws IOException {
        SeriesWindows windows = new SeriesWindows();
        windows.clock = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            windows.recent.put(in.readLong(), RecentSlice.read(in));
        }
        for (Resolution resolution : Resolution.values()) {
            for (int left = in.readInt(); left > 0; left--) {
                windows.timeline.windows(resolution).put(in.readLong(), Aggregate.read(in));
            }
        }
        return windows;
    }
}
