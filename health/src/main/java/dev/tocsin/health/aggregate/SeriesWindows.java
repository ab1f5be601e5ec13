package dev.tocsin.health.aggregate;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Admission;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * One series' open and recently closed windows, moved by event time.
 *
 * <p>A cell joins its slice; when the slice ends, the slice joins its minute and its hour. A cell that comes after its slice
 * ended joins all three at once, and the rows of those that ended already are told again. Windows live until no admitted
 * record can reach them: their end plus the bound of {@link Admission}.
 *
 * <p>All times are event times. Rows are told through a consumer, and the times at which {@link #onTime} must be called
 * through another. Not thread-safe.
 */
public final class SeriesWindows {

    private static final long STEP = Resolution.SLICE.millis();
    private static final Resolution[] ROLLUPS = {Resolution.MINUTE, Resolution.HOUR};
    private static final long MINUTE = Resolution.MINUTE.millis();

    private final Timeline timeline = new Timeline();
    /**
     * The latest event time seen; windows that end at or before it have ended. Kept in state, because the stream's own
     * watermark starts anew after a restore, and a slice that ended before must not be taken for open and counted twice.
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
            boolean rollupsOnly,
            Aggregate cell,
            long watermark,
            Consumer<AggregateRow> rows,
            LongConsumer wakeUps) {
        clock = Math.max(clock, watermark);
        if (!rollupsOnly) {
            timeline.merge(Resolution.SLICE, start, cell);
            if (start + STEP > clock) {
                wakeUps.accept(start + STEP);
                return;
            }
            rows.accept(row(series, Resolution.SLICE, start));
            // The last minute may have changed, and there may be no other reason to look at it.
            wakeUps.accept(Resolution.SLICE.floor(clock) + STEP);
        }
        joinRollups(start, cell, wakeUps);
        tellRollups(series, start, clock, rows);
    }

    /**
     * Ends the windows that end at a time, forgets those that nothing can reach any more, and returns what the rules look at.
     *
     * @param time a multiple of 10 s that the watermark has reached
     */
    public Optional<View> onTime(SeriesKey series, long time, Consumer<AggregateRow> rows, LongConsumer wakeUps) {
        clock = Math.max(clock, time);
        Aggregate slice = timeline.windows(Resolution.SLICE).get(time - STEP);
        if (slice != null) {
            rows.accept(row(series, Resolution.SLICE, time - STEP));
            joinRollups(time - STEP, slice, wakeUps);
            // Only after a restore can a slice end later than its rollups did.
            tellRollups(series, time - STEP, time - 1, rows);
        }
        for (Resolution resolution : ROLLUPS) {
            tellIfEndsAt(series, resolution, time, rows);
        }
        timeline.evict(Resolution.SLICE, time - Admission.SLICE_BOUND_MS);
        timeline.evict(Resolution.MINUTE, time - Admission.ROLLUP_BOUND_MS);
        timeline.evict(Resolution.HOUR, time - Admission.ROLLUP_BOUND_MS);
        return view(series, time, slice, wakeUps);
    }

    /** The open slice that a cell joined, as it is so far. */
    public Optional<AggregateRow> partial(SeriesKey series, long start) {
        return Optional.ofNullable(timeline.windows(Resolution.SLICE).get(start))
                .map(slice -> slice.toRow(series, Resolution.SLICE, start, true));
    }

    /** Whether all windows are gone. */
    public boolean isEmpty() {
        return timeline.isEmpty();
    }

    private Optional<View> view(SeriesKey series, long time, Aggregate slice, LongConsumer wakeUps) {
        Aggregate minute = new Aggregate();
        timeline.windows(Resolution.SLICE).subMap(time - MINUTE, time).values().forEach(minute::merge);
        if (minute.isEmpty()) {
            return Optional.empty();
        }
        wakeUps.accept(time + STEP);
        return Optional.of(new View(series, time, slice == null ? new Aggregate() : slice.copy(), minute));
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

    /** Tells the rollups of a slice that ended by a time. */
    private void tellRollups(SeriesKey series, long start, long endedBy, Consumer<AggregateRow> rows) {
        for (Resolution resolution : ROLLUPS) {
            long rollup = resolution.floor(start);
            if (rollup + resolution.millis() <= endedBy) {
                rows.accept(row(series, resolution, rollup));
            }
        }
    }

    private void tellIfEndsAt(SeriesKey series, Resolution resolution, long time, Consumer<AggregateRow> rows) {
        long start = time - resolution.millis();
        if (resolution.floor(start) == start && timeline.windows(resolution).containsKey(start)) {
            rows.accept(row(series, resolution, start));
        }
    }

    private AggregateRow row(SeriesKey series, Resolution resolution, long start) {
        return timeline.windows(resolution).get(start).toRow(series, resolution, start, false);
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(clock);
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
        for (Resolution resolution : Resolution.values()) {
            for (int left = in.readInt(); left > 0; left--) {
                windows.timeline.windows(resolution).put(in.readLong(), Aggregate.read(in));
            }
        }
        return windows;
    }
}
