package dev.tocsin.job.intake;

import static dev.tocsin.job.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.job.Fixtures;
import dev.tocsin.job.serialization.Types;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SortIntakeTest {

    private OneInputStreamOperatorTestHarness<IntakeBatch, IntakeBatch> operator;

    @BeforeEach
    void open() throws Exception {
        operator = harness();
        operator.open();
    }

    private static OneInputStreamOperatorTestHarness<IntakeBatch, IntakeBatch> harness() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new SortIntake()), Types.INTAKE.createSerializer(new SerializerConfigImpl()));
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
}
