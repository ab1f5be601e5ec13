package dev.tocsin.job.intake;

import static dev.tocsin.job.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.job.Fixtures;
import dev.tocsin.job.serialization.Types;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SortIntakeTest {

    /** One for each partition of the telemetry topic. */
    private static final int PLACES = 4;

    private OneInputStreamOperatorTestHarness<IntakeBatch, IntakeBatch> operator;

    @BeforeEach
    void open() throws Exception {
        operator = harness();
        operator.open();
    }

    private static OneInputStreamOperatorTestHarness<IntakeBatch, IntakeBatch> harness() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new SortIntake(PLACES)),
                Types.INTAKE.createSerializer(new SerializerConfigImpl()));
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void shouldSendEachThingItsOwnWay() throws Exception {
        IntakeBatch odd = IntakeBatches.with(Fixtures.signal(T0, CheckStatus.DOWN), Fixtures.quarantined());
        IntakeBatch sound = IntakeBatches.of(Timeliness.ON_TIME, Fixtures.observation(T0, CheckStatus.OK, 10));

        operator.processElement(new StreamRecord<>(odd));
        operator.processElement(new StreamRecord<>(sound));

        assertThat(operator.extractOutputValues())
                .extracting(IntakeBatches::observations)
                .containsExactly(IntakeBatches.observations(sound));
        assertThat(operator.getSideOutput(SortIntake.QUARANTINE))
                .extracting(StreamRecord::getValue)
                .containsExactly(Fixtures.quarantined());
        assertThat(operator.getSideOutput(SortIntake.SIGNALS))
                .extracting(StreamRecord::getValue)
                .containsExactly(Fixtures.signal(T0, CheckStatus.DOWN));
    }

    @Test
    void shouldFoldServicesWithoutAPlaceIntoTheOverflowWithTheirTotals() throws Exception {
        push(0, "api", "db", "api", "cache");
        assertThat(series()).containsExactly("api", SeriesKey.OVERFLOW, "api", SeriesKey.OVERFLOW);
    }

    @Test
    void shouldGiveEachPartitionItsOwnPlaces() throws Exception {
        push(0, "api");
        push(1, "db");
        assertThat(series()).containsExactly("api", "db");
    }

    @Test
    void shouldNeverFoldARegisteredService() throws Exception {
        push(0, "api");
        operator.processElement(new StreamRecord<>(IntakeBatches.registered(0, "db", T0)));
        assertThat(series()).containsExactly("api", "db");
    }

    @Test
    void shouldSignalNothingOfWhatWasFolded() throws Exception {
        push(0, "api", "db");
        assertThat(operator.getSideOutput(SortIntake.SIGNALS))
                .extracting(signal -> signal.getValue().series().entity())
                .containsExactly("api");
    }

    @Test
    void shouldRememberWhoHasAPlaceAcrossARestore() throws Exception {
        push(0, "api");
        OperatorSubtaskState state = operator.snapshot(1, 1);
        operator.close();
        operator = harness();
        operator.initializeState(state);
        operator.open();

        push(0, "db", "api");

        assertThat(series()).containsExactly(SeriesKey.OVERFLOW, "api");
    }

    private void push(int partition, String... services) throws Exception {
        operator.processElement(new StreamRecord<>(IntakeBatches.discovered(partition, T0, services)));
    }

    private List<String> series() {
        return operator.extractOutputValues().stream()
                .flatMap(batch -> IntakeBatches.observations(batch).stream())
                .map(one -> one.observation().series().entity())
                .toList();
    }
}
