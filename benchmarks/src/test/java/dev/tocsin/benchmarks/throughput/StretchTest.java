package dev.tocsin.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.benchmarks.fleet.FleetOracle;
import dev.tocsin.benchmarks.fleet.FleetPlan;
import dev.tocsin.events.Json;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.aggregate.Aggregate;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class StretchTest {

    private static final long MINUTE = 60_000;

    @Test
    void shouldBeWholeMinutesThatEndBeforeTheTrafficDoes() {
        assertThat(Stretch.of(plan(4 * 60 + Stretch.AND_ON)))
                .isEqualTo(new Stretch(FleetPlan.START + 3 * MINUTE, FleetPlan.START + 4 * MINUTE));
        assertThat(Stretch.of(plan(9 * 60)))
                .isEqualTo(new Stretch(FleetPlan.START + 6 * MINUTE, FleetPlan.START + 8 * MINUTE));
        assertThatThrownBy(() -> Stretch.of(plan(120))).hasMessageContaining("two minutes");
    }

    @Test
    void shouldLastFromTheLastRowOfItsBeginningToTheLastRowOfItsEnd() {
        long start = FleetPlan.START;
        List<ConsumerRecord<byte[], byte[]>> rows = List.of(
                row(Resolution.SLICE, start + 50_000, 1_000),
                row(Resolution.MINUTE, start, 1_500),
                row(Resolution.SLICE, start + 60_000, 1_600),
                row(Resolution.MINUTE, start + MINUTE, 5_000),
                row(Resolution.SLICE, start + 110_000, 4_000),
                row(Resolution.HOUR, start, 9_000));
        Load load = new Load("results", 0, new FleetOracle(plan(1)));

        Measured measured = new Stretch(start + MINUTE, start + 2 * MINUTE).measured(load, rows);

        assertThat(measured).isEqualTo(new Measured(0, 1_500, 5_000));
        assertThat(measured.seconds()).isEqualTo(3.5);
    }

    private static FleetPlan plan(int seconds) {
        return new FleetPlan(1, 1, 10, 10L * seconds);
    }

    private static ConsumerRecord<byte[], byte[]> row(Resolution resolution, long windowStart, long toldAt) {
        byte[] value = Json.encode(new Aggregate().toRow(SeriesKey.probe("a", "eu-1"), resolution, windowStart, false));
        return new ConsumerRecord<>(
                "rows",
                0,
                0,
                toldAt,
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                null,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
