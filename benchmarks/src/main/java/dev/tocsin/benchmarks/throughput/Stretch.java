package dev.tocsin.benchmarks.throughput;

import dev.tocsin.benchmarks.fleet.FleetPlan;
import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Json;
import dev.tocsin.events.Resolution;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Some whole minutes in the middle of the traffic. They begin, for who measures, when the last row of the windows that end
 * with their first moment is told, and end with the last row of those that end with their last.
 *
 * <p>From the first record to the last row would be simpler and not fair to large fleets, whose traffic is short: each series
 * has as many windows that are cut off at the end of the traffic, and they would be a large part of all.
 *
 * @param from event time at which they begin, epoch ms
 * @param to event time at which they end
 */
record Stretch(long from, long to) {

    private static final long MINUTE = Resolution.MINUTE.millis();
    /** So much of the traffic comes before. */
    private static final double WARM_UP = 0.75;

    /** Seconds of traffic after it, so that its last windows end like all others. */
    static final int AND_ON = 10;

    /** Of a traffic that goes on after it. */
    static Stretch of(FleetPlan plan) {
        int minutes = (int) ((plan.seconds() - AND_ON) * 1_000 / MINUTE);
        if (minutes < 2) {
            throw new IllegalArgumentException("there must be two minutes of traffic, and " + AND_ON + " s more");
        }
        int first = (int) (minutes * WARM_UP);
        return new Stretch(FleetPlan.START + first * MINUTE, FleetPlan.START + minutes * MINUTE);
    }

    /** @param rows all that came out */
    Measured measured(Load load, List<ConsumerRecord<byte[], byte[]>> rows) {
        return new Measured(load.oracle().results(from, to), toldAt(from, rows), toldAt(to, rows));
    }

    /** When all windows that end then had been told. */
    private static long toldAt(long end, List<ConsumerRecord<byte[], byte[]>> rows) {
        return Measured.lastOf(rows.parallelStream()
                .filter(row -> Json.decode(row.value(), AggregateRow.class).windowEnd() == end)
                .toList());
    }
}
