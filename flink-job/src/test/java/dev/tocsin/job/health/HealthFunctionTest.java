package dev.tocsin.job.health;

import static dev.tocsin.job.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Entity;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.job.Fixtures;
import dev.tocsin.job.serialization.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthFunctionTest {

    private static final Entity CHECKOUT = Entity.service("checkout");

    private KeyedOneInputStreamOperatorTestHarness<Entity, EntityEvent, AlertTransition> operator;

    @BeforeEach
    void open() throws Exception {
        operator = harness();
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void shouldRingOnASignalWithoutWaitingForAWindow() throws Exception {
        define(2);
        signal(1, CheckStatus.DOWN);
        assertThat(told()).isEmpty();
        signal(2, CheckStatus.DOWN);
        assertThat(told()).containsExactly("consecutive-failures firing 1");
    }

    @Test
    void shouldJudgeViewsAtTheEndOfTheirSliceAndNotBefore() throws Exception {
        define(3);
        slowMinute(10);
        slowMinute(20);
        time(T0 + 19_999);
        assertThat(told()).isEmpty();
        time(T0 + 20_000);
        assertThat(told()).containsExactly("tiered-thresholds firing 1", "multi-signal firing 1");
    }

    @Test
    void shouldResolveWhatIsOpenWhenTheServiceIsDeletedAndForgetIt() throws Exception {
        define(1);
        signal(1, CheckStatus.DOWN);
        send(new EntityEvent.DefinitionArrived(CHECKOUT, null, T0 + 5_000));
        slowMinute(10);
        time(T0 + 10_000);
        assertThat(told()).containsExactly("consecutive-failures firing 1", "consecutive-failures resolved 2");
        signal(13, CheckStatus.DOWN);
        slowMinute(20);
        time(T0 + 20_000);
        assertThat(told()).hasSize(2);
        time(T0 + 10_000 + Admission.ROLLUP_BOUND_MS);
        assertThat(operator.numKeyedStateEntries()).isZero();
    }

    @Test
    void shouldLetASignalThatComesFirstWaitForItsDefinition() throws Exception {
        signal(1, CheckStatus.DOWN);
        signal(2, CheckStatus.DOWN);
        assertThat(told()).isEmpty();
        restore();
        define(2);
        assertThat(told()).containsExactly("consecutive-failures firing 1");
    }

    @Test
    void shouldJudgeASignalByTheDefaultsWhenItsDefinitionDoesNotCome() throws Exception {
        signal(1, CheckStatus.DOWN);
        time(T0 - 1);
        assertThat(told()).isEmpty();
        time(T0);
        assertThat(told()).containsExactly("consecutive-failures firing 1");
    }

    @Test
    void shouldNoticeThatNothingComes() throws Exception {
        define(1);
        time(T0 + 59_999);
        assertThat(told()).isEmpty();
        restore();
        time(T0 + 60_000);
        assertThat(told()).containsExactly("silence firing 1");
        assertThat(operator.numEventTimeTimers()).as("it is told of once").isZero();
    }

    @Test
    void shouldTellTheSameWhetherOrNotItIsRestoredAfterEveryStep() throws Exception {
        List<String> uninterrupted = scenario(false);
        close();
        open();
        assertThat(scenario(true)).containsExactlyElementsOf(uninterrupted);
        assertThat(uninterrupted)
                .contains(
                        "consecutive-failures firing 1", "consecutive-failures resolved 2",
                        "tiered-thresholds firing 1", "tiered-thresholds resolved 2");
    }

    private List<String> scenario(boolean restoreAfterEveryStep) throws Exception {
        List<String> told = new ArrayList<>();
        define(3);
        for (int second = 1; second <= 120; second++) {
            boolean down = second > 20 && second < 30;
            signal(second, down ? CheckStatus.DOWN : CheckStatus.OK);
            if (second % 10 == 0) {
                if (second > 40 && second < 80) {
                    slowMinute(second);
                } else {
                    view(second, Fixtures.aggregate(1, 2, 3, 4));
                }
                time(T0 + second * 1_000L);
            }
            if (restoreAfterEveryStep) {
                told.addAll(told());
                restore();
            }
        }
        told.addAll(told());
        return told;
    }

    private void restore() throws Exception {
        OperatorSubtaskState state = operator.snapshot(1, 1);
        operator.close();
        operator = harness();
        operator.initializeState(state);
        operator.open();
    }

    private static KeyedOneInputStreamOperatorTestHarness<Entity, EntityEvent, AlertTransition> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new HealthFunction()), EntityEvent::entity, Types.ENTITY);
    }

    private void define(int failuresToAlert) throws Exception {
        send(new EntityEvent.DefinitionArrived(CHECKOUT, Fixtures.definition(failuresToAlert), T0 - 5_000));
    }

    private void signal(int second, CheckStatus status) throws Exception {
        send(new EntityEvent.SignalArrived(Fixtures.signal(T0 + second * 1_000L, status)));
    }

    private void slowMinute(int second) throws Exception {
        view(second, Fixtures.aggregate(5_000, 6_000, 7_000, 8_000));
    }

    private void view(int second, Aggregate minute) throws Exception {
        send(new EntityEvent.ViewArrived(Fixtures.view(T0 + second * 1_000L, minute, minute)));
    }

    private void send(EntityEvent event) throws Exception {
        operator.processElement(new StreamRecord<>(event));
    }

    private void time(long watermark) throws Exception {
        operator.processWatermark(new Watermark(watermark));
    }

    private List<String> told() {
        return operator.extractOutputValues().stream()
                .map(told -> told.rule() + " " + told.state().wire() + " " + told.sequence())
                .toList();
    }
}
