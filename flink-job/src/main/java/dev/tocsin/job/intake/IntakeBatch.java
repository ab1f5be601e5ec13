package dev.tocsin.job.intake;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Json;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.SeriesCodec;
import dev.tocsin.health.rules.Signal;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What a stretch of one input partition amounts to: the observations that count, the single results that matter to the rules
 * at once, and the records that were refused.
 *
 * <p>A stretch and not a record is what flows through the source, so that the stream's own handling is paid for once a
 * stretch. Observations lie in columns for the same reason. A stretch is taken up
 * wholly or not at all, so a checkpoint stands between two of them and no record is counted twice or lost.
 *
 * <p>Its reader fills the same one again and again, so that its columns stay in the processor's cache; who gets it takes what it
 * needs before it returns. Not thread-safe.
 */
public final class IntakeBatch {

    private static final CheckStatus[] STATUSES = CheckStatus.values();
    private static final Timeliness[] TIMELINESS = Timeliness.values();

    private final List<Signal> signals = new ArrayList<>(0);
    private final List<QuarantinedRecord> refused = new ArrayList<>(0);
    private long time = Long.MIN_VALUE;
    private long nextOffset;
    private int records;
    /** For each signal the observation that it is of. */
    private final List<Integer> signalled = new ArrayList<>(0);

    private int size;
    private SeriesKey[] series;
    private int[] numbers;
    private long[] timestamps;
    private byte[] timeliness;
    private byte[] statuses;
    private long[] values;
    private long[] apdexThresholds;
    private long[] intervals;
    /** The observations of services of which nobody said that they are registered; null if there are none. */
    private BitSet discovered;

    private int folded;

    IntakeBatch(int records) {
        this.records = records;
        series = new SeriesKey[records];
        numbers = new int[records];
        timestamps = new long[records];
        timeliness = new byte[records];
        statuses = new byte[records];
        values = new long[records];
        apdexThresholds = new long[records];
        intervals = new long[records];
    }

    /** Forgets what it holds, for another stretch. */
    void anew(int nextRecords) {
        records = nextRecords;
        signals.clear();
        signalled.clear();
        refused.clear();
        time = Long.MIN_VALUE;
        nextOffset = 0;
        size = 0;
        discovered = null;
        folded = 0;
    }

    /** In the place of a series' number: it has none. */
    public static final int NO_NUMBER = -1;

    /** Takes an observation, see {@link dev.tocsin.health.aggregate.Observation}. */
    public interface Taker {

        /**
         * Takes the next one.
         *
         * @param number small; as long as it comes with the same object as the series it is the same series, so that who keeps
         *     something for each series need not search. {@link #NO_NUMBER} if there is none
         */
        void take(
                SeriesKey series,
                int number,
                long timestamp,
                Timeliness timeliness,
                CheckStatus status,
                long value,
                long apdexThreshold,
                long intervalMs);
    }

    /** Hands over the observations in the order of their records. */
    public void forEach(Taker taker) {
        for (int i = 0; i < size; i++) {
            taker.take(
                    series[i],
                    numbers[i],
                    timestamps[i],
                    TIMELINESS[timeliness[i]],
                    STATUSES[statuses[i]],
                    values[i],
                    apdexThresholds[i],
                    intervals[i]);
        }
    }

    /**
     * Counts the telemetry of discovered services that have no place in the overflow, and takes their signals back.
     *
     * @param services those of this partition
     * @param places how many may have series of their own
     */
    void foldDiscovered(DiscoveredServices services, int places) {
        if (discovered == null) {
            return;
        }
        BitSet rows = new BitSet();
        for (int i = discovered.nextSetBit(0); i >= 0; i = discovered.nextSetBit(i + 1)) {
            if (!services.hasPlace(series[i].entity(), timestamps[i], places)) {
                series[i] = SeriesKey.telemetry(SeriesKey.OVERFLOW, series[i].metric());
                numbers[i] = NO_NUMBER;
                rows.set(i);
            }
        }
        discovered = null;
        folded = rows.cardinality();
        for (int i = signals.size() - 1; i >= 0; i--) {
            if (rows.get(signalled.get(i))) {
                signals.remove(i);
                signalled.remove(i);
            }
        }
    }

    /** Observations that were counted in the overflow. */
    public int folded() {
        return folded;
    }

    /** The number of observations. */
    public int size() {
        return size;
    }

    /** Single results that the rules are to see at once, in the order of their records. */
    public List<Signal> signals() {
        return signals;
    }

    /** Records that do not count. */
    public List<QuarantinedRecord> refused() {
        return refused;
    }

    /**
     * The newest time of the stretch, which moves the watermark, epoch ms: of each record the earlier of event and append
     * time, so never ahead of the broker's clock. {@link Long#MIN_VALUE} if all records were refused.
     */
    public long time() {
        return time;
    }

    /** The number of records, with those that were refused and ticks. */
    public int records() {
        return records;
    }

    /** The offset behind the stretch, where reading goes on. */
    public long nextOffset() {
        return nextOffset;
    }

    void add(
            SeriesKey key,
            int number,
            long timestamp,
            Timeliness admitted,
            CheckStatus status,
            long value,
            long apdexThreshold,
            long intervalMs) {
        if (size == series.length) {
            grow();
        }
        series[size] = key;
        numbers[size] = number;
        timestamps[size] = timestamp;
        timeliness[size] = (byte) admitted.ordinal();
        statuses[size] = (byte) status.ordinal();
        values[size] = value;
        apdexThresholds[size] = apdexThreshold;
        intervals[size] = intervalMs;
        size++;
    }

    /** Adds a signal of the observation that was added last. */
    void add(Signal signal) {
        signals.add(signal);
        signalled.add(size - 1);
    }

    /** Says of the observation that was added last that its service may not be registered. */
    void markDiscovered() {
        if (discovered == null) {
            discovered = new BitSet();
        }
        discovered.set(size - 1);
    }

    void add(QuarantinedRecord record) {
        refused.add(record);
    }

    void moveTo(long recordTime) {
        time = Math.max(time, recordTime);
    }

    void endAt(long offset) {
        nextOffset = offset;
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(folded);
        out.writeInt(records);
        out.writeLong(time);
        out.writeLong(nextOffset);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            SeriesCodec.write(series[i], out);
            out.writeLong(timestamps[i]);
            out.writeByte(timeliness[i]);
            out.writeByte(statuses[i]);
            out.writeLong(values[i]);
            out.writeLong(apdexThresholds[i]);
            out.writeLong(intervals[i]);
            out.writeBoolean(discovered != null && discovered.get(i));
        }
        out.writeInt(signals.size());
        for (int i = 0; i < signals.size(); i++) {
            out.writeInt(signalled.get(i));
            signals.get(i).write(out);
        }
        out.writeInt(refused.size());
        for (QuarantinedRecord record : refused) {
            byte[] json = Json.encode(record);
            out.writeInt(json.length);
            out.write(json);
        }
    }

    public static IntakeBatch read(DataInput in) throws IOException {
        int folded = in.readInt();
        IntakeBatch batch = new IntakeBatch(in.readInt());
        batch.folded = folded;
        batch.time = in.readLong();
        batch.nextOffset = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            batch.add(
                    SeriesCodec.read(in),
                    NO_NUMBER,
                    in.readLong(),
                    TIMELINESS[in.readByte()],
                    STATUSES[in.readByte()],
                    in.readLong(),
                    in.readLong(),
                    in.readLong());
            if (in.readBoolean()) {
                batch.markDiscovered();
            }
        }
        for (int left = in.readInt(); left > 0; left--) {
            batch.signalled.add(in.readInt());
            batch.signals.add(Signal.read(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            byte[] json = new byte[in.readInt()];
            in.readFully(json);
            batch.add(Json.decode(json, QuarantinedRecord.class));
        }
        return batch;
    }

    private void grow() {
        int capacity = 2 * size + 16;
        series = Arrays.copyOf(series, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
        timestamps = Arrays.copyOf(timestamps, capacity);
        timeliness = Arrays.copyOf(timeliness, capacity);
        statuses = Arrays.copyOf(statuses, capacity);
        values = Arrays.copyOf(values, capacity);
        apdexThresholds = Arrays.copyOf(apdexThresholds, capacity);
        intervals = Arrays.copyOf(intervals, capacity);
    }
}
