package dev.tocsin.gateway;

import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Timeliness;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Brings each sample to the board once: one that was sent here as soon as the broker has it, one of another gateway when it
 * comes through the topic. Partition and offset tell which is which. Thread-safe.
 */
final class SampleArrivals {

    /** A topic that is read so far behind is read in its order: alerts are made of samples one after the other. */
    private static final long FAR_BEHIND = 10_000;

    private final StatusBoard board;
    private final long startedAt;
    /** How far each partition was read. */
    private final Map<Integer, Long> read = new HashMap<>();
    /** Offsets beyond that which are on the board already. */
    private final Map<Integer, Set<Long>> ahead = new HashMap<>();

    SampleArrivals(StatusBoard board, long startedAt) {
        this.board = board;
        this.startedAt = startedAt;
    }

    /** A sample of ours was acknowledged. */
    void stored(TelemetrySample sample, RecordMetadata where) {
        if (where.hasOffset() && where.hasTimestamp() && comesAhead(where.partition(), where.offset())) {
            take(sample, where.timestamp());
        }
    }

    /** A record of the topic was read. */
    void read(ConsumerRecord<byte[], byte[]> record) {
        if (!wasAhead(record.partition(), record.offset())) {
            take(ObservationReader.telemetry(record.value()), record.timestamp());
        }
    }

    private synchronized boolean comesAhead(int partition, long offset) {
        long position = read.getOrDefault(partition, -1L);
        return offset > position
                && offset - position <= FAR_BEHIND
                && ahead.computeIfAbsent(partition, same -> new HashSet<>()).add(offset);
    }

    private synchronized boolean wasAhead(int partition, long offset) {
        read.put(partition, offset);
        Set<Long> offsets = ahead.get(partition);
        return offsets != null && offsets.remove(offset);
    }

    /** What the job refuses is not shown. */
    private void take(TelemetrySample sample, long appendedAt) {
        if (Admission.of(sample.timestamp(), appendedAt) instanceof Timeliness) {
            board.put(sample, appendedAt >= startedAt);
        }
    }
}
