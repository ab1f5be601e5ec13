package dev.tocsin.job.combine;

import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.job.intake.Intake;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Pre-aggregates observations by (series, window). Everything is flushed before a watermark, before a checkpoint barrier,
 * at the end of input, when it grows too large, and at least ten times a second; so it has no state to lose, and no cell
 * is ever late because of it.
 */
public final class CombineOperator extends AbstractStreamOperator<Cell>
        implements OneInputStreamOperator<Intake.Admitted, Cell> {

    public static final String UID = "combine";
    public static final String NAME = "Combine before the shuffle";

    static final long FLUSH_EVERY_MS = 100;
    static final int MAX_CELLS = 20_000;

    private transient Map<CellKey, Aggregate> cells;
    private transient boolean flushIsDue;

    private record CellKey(SeriesKey series, long start, Timeliness timeliness) {}

    @Override
    public void open() throws Exception {
        super.open();
        cells = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<Intake.Admitted> element) {
        Intake.Admitted admitted = element.getValue();
        Observation observation = admitted.observation();
        Timeliness timeliness = admitted.timeliness();
        CellKey key = new CellKey(observation.series(), timeliness.finest().floor(observation.timestamp()), timeliness);
        cells.computeIfAbsent(key, absent -> new Aggregate()).add(observation);
        if (cells.size() >= MAX_CELLS) {
            flush();
        } else if (!flushIsDue) {
            flushIsDue = true;
            long now = getProcessingTimeService().getCurrentProcessingTime();
            getProcessingTimeService().registerTimer(now + FLUSH_EVERY_MS, time -> {
                flushIsDue = false;
                flush();
            });
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        flush();
        super.finish();
    }

    private void flush() {
        StreamRecord<Cell> record = new StreamRecord<>(null);
        cells.forEach((key, aggregate) ->
                output.collect(record.replace(new Cell(key.series(), key.start(), key.timeliness(), aggregate))));
        cells.clear();
    }
}
