package dev.tocsin.job.combine;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.job.intake.IntakeBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Pre-aggregates observations by (series, window, timeliness).
 *
 * <p>A cell goes on before the watermark that ends its first view, before a checkpoint barrier, at the end of input, when
 * there are too many, and, if its window is one that people are looking at, a tenth of a second after its first observation.
 * So the operator has no state to lose, no cell is ever late because of it, and a job that catches up with hours of records
 * sends one cell a series and slice.
 */
public final class CombineOperator extends AbstractStreamOperator<Cell>
        implements OneInputStreamOperator<IntakeBatch, Cell>, IntakeBatch.Taker {

    public static final String UID = "combine";
    public static final String NAME = "Combine before the shuffle";

    static final long FLUSH_EVERY_MS = 100;
    /** What cells may take of the heap, each of a few dozen values, for there may be two hundred thousand series. */
    static final int MAX_CELLS = (int) Math.max(100_000, Runtime.getRuntime().maxMemory() / 32 / 512);

    /** So many series are remembered at most while they have no open cell. */
    private static final int MAX_SERIES = 500_000;

    /** A window that ended longer ago than this is looked at by nobody, ms. */
    static final long LIVE_MS = 60_000;

    private transient Map<SeriesKey, OpenSeries> series;
    /** The same by the numbers that they came with last. */
    private transient OpenSeries[] numbered;
    /** Those that have open cells. */
    private transient List<OpenSeries> open;

    private transient int size;
    /** The watermark before which a cell has to go on. */
    private transient long earliestDue;

    private transient boolean flushIsDue;
    private transient StreamRecord<Cell> record;

    private static final class OpenSeries {
        private SeriesKey key;
        /** Newest first; null if there are none. */
        private OpenCell cells;

        private OpenSeries(SeriesKey key) {
            this.key = key;
        }
    }

    private static final class OpenCell {
        private final long start;
        private final Timeliness timeliness;
        private final Aggregate aggregate = new Aggregate();
        private OpenCell next;

        private OpenCell(long start, Timeliness timeliness, OpenCell next) {
            this.start = start;
            this.timeliness = timeliness;
            this.next = next;
        }

        /** The watermark before which it has to go on: at once, if no view waits for it but its rows might be forgotten. */
        private long due() {
            return timeliness.isJudged() ? timeliness.firstView(start) : Long.MIN_VALUE;
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        series = new HashMap<>();
        numbered = new OpenSeries[0];
        open = new ArrayList<>();
        earliestDue = Long.MAX_VALUE;
        record = new StreamRecord<>(null);
    }

    @Override
    public void processElement(StreamRecord<IntakeBatch> element) {
        element.getValue().forEach(this);
        if (size >= MAX_CELLS) {
            flush(Long.MAX_VALUE);
        }
    }

    @Override
    public void take(
            SeriesKey key,
            int number,
            long timestamp,
            Timeliness timeliness,
            CheckStatus status,
            long value,
            long apdexThreshold,
            long intervalMs) {
        OpenSeries known = number >= 0 && number < numbered.length ? numbered[number] : null;
        if (known == null || known.key != key) {
            known = find(key, number);
        }
        long start = timeliness.finest().floor(timestamp);
        OpenCell cell = known.cells;
        while (cell != null && (cell.start != start || cell.timeliness != timeliness)) {
            cell = cell.next;
        }
        if (cell == null) {
            cell = open(known, start, timeliness);
        }
        cell.aggregate.add(status, value, apdexThreshold, intervalMs);
    }

    private OpenSeries find(SeriesKey key, int number) {
        OpenSeries known = series.computeIfAbsent(key, OpenSeries::new);
        if (number >= 0 && number < MAX_SERIES) {
            if (number >= numbered.length) {
                numbered = Arrays.copyOf(numbered, Math.min(MAX_SERIES, 2 * number + 64));
            }
            numbered[number] = known;
            known.key = key;
        }
        return known;
    }

    private OpenCell open(OpenSeries of, long start, Timeliness timeliness) {
        if (of.cells == null) {
            open.add(of);
        }
        OpenCell cell = new OpenCell(start, timeliness, of.cells);
        of.cells = cell;
        size++;
        earliestDue = Math.min(earliestDue, cell.due());
        long now = getProcessingTimeService().getCurrentProcessingTime();
        if (!flushIsDue && start >= now - LIVE_MS) {
            flushIsDue = true;
            getProcessingTimeService().registerTimer(now + FLUSH_EVERY_MS, time -> {
                flushIsDue = false;
                flush(Long.MAX_VALUE);
            });
        }
        return cell;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush(mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush(Long.MAX_VALUE);
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        flush(Long.MAX_VALUE);
        super.finish();
    }

    /** Sends the cells on that are due by a watermark. */
    private void flush(long watermark) {
        if (earliestDue > watermark || open.isEmpty()) {
            return;
        }
        earliestDue = Long.MAX_VALUE;
        open.removeIf(each -> {
            sendDue(each, watermark);
            return each.cells == null;
        });
        if (series.size() > MAX_SERIES && open.isEmpty()) {
            series.clear();
            Arrays.fill(numbered, null);
        }
    }

    /** Sends the cells of one series on that are due, and keeps those that are not. */
    private void sendDue(OpenSeries of, long watermark) {
        OpenCell left = null;
        for (OpenCell cell = of.cells; cell != null; ) {
            OpenCell next = cell.next;
            if (cell.due() <= watermark) {
                output.collect(record.replace(new Cell(of.key, cell.start, cell.timeliness, cell.aggregate)));
                size--;
            } else {
                earliestDue = Math.min(earliestDue, cell.due());
                cell.next = left;
                left = cell;
            }
            cell = next;
        }
        of.cells = left;
    }
}
