package dev.tocsin.health.aggregate;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Timeliness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One series' open and recently closed windows, moved by event time.
 *
 * <p>A cell joins its slice; a minute is made of its slices when it ends, and joins its hour. A cell that comes after its
 * minute ended joins that and the hour at once, and the rows of those that ended already are told again. Windows live until
 * no admitted record can reach them: their end plus the bounds of {@link Admission}.
 *
 * <p>Rows tell of everything, in whatever order it came; views hold what {@link Timeliness} lets them hold.
 *
 * <p>There is a series for each check and location, a hundred thousand of them; so only the slices that are worked with are
 * objects, and everything else is bytes. All times are event times, epoch ms. Not thread-safe.
 */
public final class SeriesWindows {

    /** No time at all. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long STEP = Resolution.SLICE.millis();
    private static final long MINUTE = Resolution.MINUTE.millis();
    private static final long HOUR = Resolution.HOUR.millis();
    /** How long windows are kept after their end. */
    private static final long SLICES_KEPT = Admission.SLICE_BOUND_MS + Admission.BEHIND_MS;

    private static final long ROLLUPS_KEPT = Admission.ROLLUP_BOUND_MS + Admission.BEHIND_MS;

    /**
     * Ascending: those that are open, and those of the last minute that have something views do not hold, or so much that
     * reading them from bytes for each view would cost more than keeping them.
     */
    private final List<RecentSlice> recent = new ArrayList<>(2);

    private final PackedWindows slices;
    private final PackedWindows minutes;
    private final PackedWindows hours;
    /**
     * The latest event time seen; windows that end at or before it have ended. Kept in state, because the stream's own
     * watermark starts anew after a restore, and a slice that had ended must not be taken for open and counted twice.
     */
    private long clock = Long.MIN_VALUE;

    private long due = NEVER;

    public SeriesWindows() {
        this(
                new PackedWindows(Resolution.SLICE),
                new PackedWindows(Resolution.MINUTE),
                new PackedWindows(Resolution.HOUR));
    }

    private SeriesWindows(PackedWindows slices, PackedWindows minutes, PackedWindows hours) {
        this.slices = slices;
        this.minutes = minutes;
        this.hours = hours;
    }

    /** When {@link #onTime} must be called next, {@link #NEVER} if there is no need. */
    public long due() {
        return due;
    }

    /**
     * Takes a cell.
     *
     * @param start of the slice, or of the minute if it came too late for its slice
     * @param watermark windows that end at or before it have ended
     * @param rows gets the rows of ended windows that this changes
     */
    public void add(
            SeriesKey series,
            long start,
            Timeliness timeliness,
            Aggregate cell,
            long watermark,
            Consumer<AggregateRow> rows) {
        clock = Math.max(clock, watermark);
        if (timeliness != Timeliness.ROLLUPS_ONLY) {
            if (!recent.isEmpty() && recent.get(0).start() + MINUTE <= clock) {
                settle();
            }
            if (start + MINUTE <= clock) {
                slices.merge(start, cell);
            } else {
                recent(start).merge(cell, timeliness, clock);
            }
            if (start + STEP > clock) {
                due = Math.min(due, start + STEP);
                return;
            }
            rows.accept(whole(start).toRow(series, Resolution.SLICE, start, false));
        }
        if (timeliness == Timeliness.ROLLUPS_ONLY || Resolution.MINUTE.floor(start) + MINUTE <= clock) {
            joinRollups(series, start, cell, rows);
        }
        due = nextDue();
    }

    /**
     * Ends the windows that end at a time, forgets those that nothing can reach any more, and returns what the rules look at.
     *
     * @param time what {@link #due} was, when the watermark has reached it
     */
    public Optional<View> onTime(SeriesKey series, long time, Consumer<AggregateRow> rows) {
        clock = Math.max(clock, time);
        RecentSlice slice = find(time - STEP);
        if (slice != null) {
            rows.accept(slice.whole().toRow(series, Resolution.SLICE, time - STEP, false));
        }
        if (Resolution.MINUTE.floor(time) == time) {
            endMinute(series, time - MINUTE, rows);
        }
        Aggregate hour = Resolution.HOUR.floor(time) == time ? hours.get(time - HOUR) : null;
        if (hour != null) {
            rows.accept(hour.toRow(series, Resolution.HOUR, time - HOUR, false));
        }
        Optional<View> view = view(series, time, slice);
        settle();
        slices.evict(time - SLICES_KEPT);
        minutes.evict(time - ROLLUPS_KEPT);
        hours.evict(time - ROLLUPS_KEPT);
        due = nextDue();
        return view;
    }

    /** The open slice that a cell joined, as it is so far. */
    public Optional<AggregateRow> partial(SeriesKey series, long start) {
        return Optional.ofNullable(whole(start)).map(slice -> slice.toRow(series, Resolution.SLICE, start, true));
    }

    /** Whether all windows are gone. */
    public boolean isEmpty() {
        return recent.isEmpty() && slices.isEmpty() && minutes.isEmpty() && hours.isEmpty();
    }

    /** Cheap: what is bytes already is shared. */
    public SeriesWindows copy() {
        SeriesWindows copy = new SeriesWindows(slices.copy(), minutes.copy(), hours.copy());
        recent.forEach(slice -> copy.recent.add(slice.copy()));
        copy.clock = clock;
        copy.due = due;
        return copy;
    }

    private Optional<View> view(SeriesKey series, long time, RecentSlice slice) {
        long from = time - MINUTE;
        Aggregate minute = new Aggregate();
        // Packed or not, the oldest slice is the first to be added.
        slices.addTo(minute, from, from + STEP);
        RecentSlice first = find(from);
        if (first != null) {
            minute.merge(first.judgedBy(time));
        }
        EventCounts oldest = EventCounts.of(minute, 1);
        slices.addTo(minute, from + STEP, time);
        for (RecentSlice one : recent) {
            if (one.start() > from && one.start() < time) {
                minute.merge(one.judgedBy(time));
            }
        }
        if (minute.isEmpty()) {
            return Optional.empty();
        }
        Aggregate last = slice == null ? new Aggregate() : slice.judgedBy(time).copy();
        return Optional.of(new View(series, time, last, minute, oldest));
    }

    /** Makes a minute of its slices and of what came too late for them. */
    private void endMinute(SeriesKey series, long start, Consumer<AggregateRow> rows) {
        Aggregate tooLate = minutes.get(start);
        Aggregate minute = tooLate == null ? new Aggregate() : tooLate;
        slices.addTo(minute, start, start + MINUTE);
        for (RecentSlice slice : recent) {
            if (slice.start() >= start && slice.start() < start + MINUTE) {
                minute.merge(slice.whole());
            }
        }
        if (!minute.isEmpty()) {
            minutes.put(start, minute);
            rows.accept(minute.toRow(series, Resolution.MINUTE, start, false));
            hours.merge(Resolution.HOUR.floor(start), minute);
        }
    }

    private void joinRollups(SeriesKey series, long start, Aggregate cell, Consumer<AggregateRow> rows) {
        long minute = Resolution.MINUTE.floor(start);
        Aggregate minuteSoFar = minutes.merge(minute, cell);
        if (minute + MINUTE > clock) {
            return;
        }
        rows.accept(minuteSoFar.toRow(series, Resolution.MINUTE, minute, false));
        long hour = Resolution.HOUR.floor(start);
        Aggregate hourSoFar = hours.merge(hour, cell);
        if (hour + HOUR <= clock) {
            rows.accept(hourSoFar.toRow(series, Resolution.HOUR, hour, false));
        }
    }

    /** Packs the slices that have ended, unless the views of their minute need them as objects. */
    private void settle() {
        for (int i = 0; i < recent.size(); i++) {
            RecentSlice slice = recent.get(i);
            long age = clock - slice.start();
            if (age >= MINUTE || age >= STEP && slice.isJudged() && slice.isSmall()) {
                slices.put(slice.start(), slice.whole());
                recent.remove(i--);
            }
        }
    }

    private long nextDue() {
        long next = Math.min(minutes.firstEndAfter(clock), hours.firstEndAfter(clock));
        long nextView = Resolution.SLICE.floor(clock) + STEP;
        // A view is due as long as the minute before it may hold anything.
        if (!slices.isEmpty() && slices.last() >= nextView - MINUTE) {
            next = Math.min(next, nextView);
        }
        for (RecentSlice slice : recent) {
            long end = slice.start() + STEP;
            next = Math.min(next, end > clock ? end : nextView);
        }
        return next != NEVER ? next : lastBound();
    }

    /** When the last of the windows may go. */
    private long lastBound() {
        if (isEmpty()) {
            return NEVER;
        }
        long bound = slices.isEmpty() ? Long.MIN_VALUE : slices.last() + STEP + SLICES_KEPT;
        bound = minutes.isEmpty() ? bound : Math.max(bound, minutes.last() + MINUTE + ROLLUPS_KEPT);
        return hours.isEmpty() ? bound : Math.max(bound, hours.last() + HOUR + ROLLUPS_KEPT);
    }

    /** The slice as an object, made one if it is not. */
    private RecentSlice recent(long start) {
        int at = recent.size();
        while (at > 0 && recent.get(at - 1).start() >= start) {
            at--;
        }
        if (at < recent.size() && recent.get(at).start() == start) {
            return recent.get(at);
        }
        Aggregate packed = slices.take(start);
        RecentSlice slice = new RecentSlice(start, packed == null ? new Aggregate() : packed);
        recent.add(at, slice);
        return slice;
    }

    private RecentSlice find(long start) {
        for (RecentSlice slice : recent) {
            if (slice.start() == start) {
                return slice;
            }
        }
        return null;
    }

    /** A slice, null if nothing is known of it. */
    private Aggregate whole(long start) {
        RecentSlice slice = find(start);
        return slice != null ? slice.whole() : slices.get(start);
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(clock);
        out.writeLong(due);
        out.writeInt(recent.size());
        for (RecentSlice slice : recent) {
            slice.write(out);
        }
        slices.write(out);
        minutes.write(out);
        hours.write(out);
    }

    public static SeriesWindows read(DataInput in) throws IOException {
        long clock = in.readLong();
        long due = in.readLong();
        List<RecentSlice> recent = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            recent.add(RecentSlice.read(in));
        }
        SeriesWindows windows = new SeriesWindows(
                PackedWindows.read(Resolution.SLICE, in),
                PackedWindows.read(Resolution.MINUTE, in),
                PackedWindows.read(Resolution.HOUR, in));
        windows.recent.addAll(recent);
        windows.clock = clock;
        windows.due = due;
        return windows;
    }
}
