package dev.tocsin.benchmarks.throughput;

import dev.tocsin.benchmarks.contender.Meter;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What of a run is measured.
 *
 * @param records that were drained
 * @param beganAt epoch ms
 * @param endedAt epoch ms
 */
record Measured(long records, long beganAt, long endedAt) {

    /** All that a contender read when it was warm, until its last result. */
    static Measured whole(Load load, Meter.Reading reading, long endedAt) {
        return new Measured(load.oracle().results() - reading.before(), reading.beganAt(), endedAt);
    }

    /** When the broker got the last of some rows. */
    static long lastOf(List<ConsumerRecord<byte[], byte[]>> rows) {
        return rows.stream()
                .mapToLong(ConsumerRecord::timestamp)
                .max()
                .orElseThrow(() -> new IllegalStateException("nothing was written"));
    }

    double seconds() {
        return Math.max(1, endedAt - beganAt) / 1e3;
    }
}
