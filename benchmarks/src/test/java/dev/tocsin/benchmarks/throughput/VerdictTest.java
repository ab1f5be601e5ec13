package dev.tocsin.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.benchmarks.contender.ContenderName;
import dev.tocsin.benchmarks.contender.WindowFigures;
import dev.tocsin.benchmarks.fleet.FleetOracle;
import dev.tocsin.benchmarks.fleet.FleetPlan;
import dev.tocsin.events.Json;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {

    private final Verdict verdict = new Verdict(new FleetOracle(new FleetPlan(1, 1, 1, 1)));

    @ParameterizedTest
    @EnumSource(
            value = ContenderName.class,
            names = {"STOCK", "NAIVE", "FLINK_SQL"})
    void shouldNotCountARunThatTellsWhatDidNotHappen(ContenderName contender) {
        WindowFigures invented =
                new WindowFigures(FleetPlan.service(0), "eu-1", FleetPlan.START + 60_000, 1, 0, 1, 5, 5, 5);

        assertThat(verdict.ofRows(contender, List.of(row(Json.encode(invented)))))
                .contains("must be 0");
    }

    @Test
    void shouldKnowPartialRowsByTheirBytes() {
        assertThat(Verdict.isFinal(row("{\"a\":1,\"partial\":true,\"b\":2}".getBytes())))
                .isFalse();
        assertThat(Verdict.isFinal(row("{\"a\":1,\"partial\":false,\"b\":2}".getBytes())))
                .isTrue();
    }

    private static ConsumerRecord<byte[], byte[]> row(byte[] value) {
        return new ConsumerRecord<>("any", 0, 0, null, value);
    }
}
