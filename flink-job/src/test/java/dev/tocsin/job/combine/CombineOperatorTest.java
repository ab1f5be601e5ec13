package dev.tocsin.job.combine;

import static dev.tocsin.job.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.job.Fixtures;
import dev.tocsin.job.intake.IntakeBatch;
import dev.tocsin.job.intake.IntakeBatches;
import dev.tocsin.job.serialization.Types;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CombineOperatorTest {

    private OneInputStreamOperatorTestHarness<IntakeBatch, Cell> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new OneInputStreamOperatorTestHarness<>(
                new CombineOperator(),
                Types.INTAKE.createSerializer(new org.apache.flink.api.common.serialization.SerializerConfigImpl()));
        operator.setProcessingTime(0);
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void shouldSendObservationsOfOneSliceAsOneCellBeforeTheWatermark() throws Exception {
        send(T0 + 1, 10);
        send(T0 + 9_999, 20);
        send(T0 + 10_000, 30);
        assertThat(cells()).isEmpty();

        operator.processWatermark(new Watermark(T0 + 20_000));

        assertThat(cells())
                .extracting(cell -> cell.start() - T0 + ": " + cell.aggregate().observations())
                .containsExactlyInAnyOrder("0: 2", "10000: 1");
        assertThat(operator.getOutput()).last().isEqualTo(new Watermark(T0 + 20_000));
    }

    @Test
    void shouldTellSeriesApartThatHadTheSameNumber() throws Exception {
        SeriesKey other = SeriesKey.probe("billing", "eu-1");
        SeriesKey again = SeriesKey.probe(Fixtures.CHECKOUT.entity(), Fixtures.CHECKOUT.location());
        for (SeriesKey series : List.of(Fixtures.CHECKOUT, other, again, other)) {
            operator.processElement(new StreamRecord<>(IntakeBatches.numbered(
                    7, Timeliness.ON_TIME, new Observation(series, T0 + 1, CheckStatus.OK, 1_000, 0, 0))));
        }

        operator.processWatermark(new Watermark(T0 + 10_000));

        assertThat(cells())
                .extracting(cell -> cell.series() + ": " + cell.aggregate().observations())
                .containsExactlyInAnyOrder(Fixtures.CHECKOUT + ": 2", other + ": 2");
    }

    @Test
    void shouldHoldWhatNoViewWaitsForNoLongerThanToTheNextWatermark() throws Exception {
        send(T0 + 65_000, 10);
        operator.processElement(new StreamRecord<>(
                IntakeBatches.of(Timeliness.CORRECTION, Fixtures.observation(T0 + 5_000, CheckStatus.OK, 10))));

        operator.processWatermark(new Watermark(T0 + 60_000));

        assertThat(cells()).extracting(Cell::timeliness).containsExactly(Timeliness.CORRECTION);
        operator.processWatermark(new Watermark(T0 + 70_000));
        assertThat(cells()).extracting(Cell::timeliness).containsExactly(Timeliness.CORRECTION, Timeliness.ON_TIME);
    }

    @Test
    void shouldSendOneCellOfASliceThatIsLongPastHoweverLongItTakes() throws Exception {
        long now = T0 + CombineOperator.LIVE_MS + 60_000;
        operator.setProcessingTime(now);
        send(T0, 10);
        operator.setProcessingTime(now + 10 * CombineOperator.FLUSH_EVERY_MS);
        send(T0 + 1, 10);
        assertThat(cells()).isEmpty();

        operator.processWatermark(new Watermark(T0 + 10_000));

        assertThat(cells()).extracting(cell -> cell.aggregate().observations()).containsExactly(2L);
    }

    @Test
    void shouldFlushBeforeACheckpointBarrierAndSoHaveNoState() throws Exception {
        send(T0, 10);
        operator.getOperator().prepareSnapshotPreBarrier(1);
        assertThat(cells()).hasSize(1);
        assertThat(operator.snapshot(1, 1).hasState()).isFalse();
    }

    @Test
    void shouldFlushAtEndOfInput() throws Exception {
        send(T0, 10);
        operator.getOneInputOperator().finish();
        assertThat(cells()).hasSize(1);
    }

    @Test
    void shouldHoldAnObservationNoLongerThanTheFlushInterval() throws Exception {
        send(T0, 10);
        operator.setProcessingTime(CombineOperator.FLUSH_EVERY_MS - 1);
        assertThat(cells()).isEmpty();
        operator.setProcessingTime(CombineOperator.FLUSH_EVERY_MS);
        assertThat(cells()).hasSize(1);
        send(T0, 10);
        operator.setProcessingTime(2 * CombineOperator.FLUSH_EVERY_MS);
        assertThat(cells()).hasSize(2);
    }

    @Test
    void shouldKeepObservationsThatAreTooLateForTheirSliceApart() throws Exception {
        send(T0 + 65_000, 10);
        operator.processElement(new StreamRecord<>(
                IntakeBatches.of(Timeliness.ROLLUPS_ONLY, Fixtures.observation(T0 + 65_000, CheckStatus.OK, 10))));
        operator.getOneInputOperator().finish();
        assertThat(cells())
                .extracting(cell -> cell.timeliness() + " " + (cell.start() - T0))
                .containsExactlyInAnyOrder("ON_TIME 60000", "ROLLUPS_ONLY 60000");
    }

    private void send(long time, double latencyMs) throws Exception {
        operator.processElement(new StreamRecord<>(
                IntakeBatches.of(Timeliness.ON_TIME, Fixtures.observation(time, CheckStatus.OK, latencyMs))));
    }

    private List<Cell> cells() {
        return operator.extractOutputValues();
    }
}
