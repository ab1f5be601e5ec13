package dev.tocsin.job.combine;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.job.intake.IntakeBatch;
import java.util.HashMap;
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
    static final int MAX_CELLS = 100_000;

    /** A window that ended longer ago than this is looked at by nobody, ms. */
    static final long LIVE_MS = 60_000;

    /** The open cells of each series, newest first. */
    private transient Map<SeriesKey, OpenCell> cells;

    private transient int size;
    /** The watermark before which a cell has to go on. */
    private transient long earliestDue;

    private transient boolean flushIsDue;
    private transient StreamRecord<Cell> record;

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
        cells = new HashMap<>();
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
            SeriesKey series,
            long timestamp,
            Timeliness timeliness,
            CheckStatus status,
            long value,
            long apdexThreshold,
            long intervalMs) {
        long start = timeliness.finest().floor(timestamp);
        OpenCell first = cells.get(series);
        OpenCell cell = first;
        while (cell != null && (cell.start != start || cell.timeliness != timeliness)) {
            cell = cell.next;
        }
        if (cell == null) {
            cell = open(series, start, timeliness, first);
        }
        cell.aggregate.add(status, value, apdexThreshold, intervalMs);
    }

    private OpenCell open(SeriesKey series, long start, Timeliness timeliness, OpenCell next) {
        OpenCell cell = new OpenCell(start, timeliness, next);
        cells.put(series, cell);
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
        if (earliestDue > watermark || cells.isEmpty()) {
            return;
        }
        earliestDue = Long.MAX_VALUE;
        cells.entrySet().removeIf(entry -> {
            OpenCell left = sendDue(entry.getKey(), entry.getValue(), watermark);
            if (left != null) {
                entry.setValue(left);
            }
            return left == null;
        });
    }

    /** Sends the cells of one series on that are due, and returns those that are not. */
    private OpenCell sendDue(SeriesKey series, OpenCell first, long watermark) {
        OpenCell left = null;
        for (OpenCell cell = first; cell != null; ) {
            OpenCell next = cell.next;
            if (cell.due() <= watermark) {
                output.collect(record.replace(new Cell(series, cell.start, cell.timeliness, cell.aggregate)));
                size--;
            } else {
                earliestDue = Math.min(earliestDue, cell.due());
                cell.next = left;
                left = cell;
            }
            cell = next;
        }
        return left;
    }
}
