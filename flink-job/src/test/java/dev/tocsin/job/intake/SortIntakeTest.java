package dev.tocsin.job.intake;

import static dev.tocsin.job.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.health.rules.Signal;
import dev.tocsin.job.Fixtures;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SortIntakeTest {

    private OneInputStreamOperatorTestHarness<Intake, Intake.Admitted> operator;

    @BeforeEach
    void open() throws Exception {
        operator = ProcessFunctionTestHarnesses.forProcessFunction(new SortIntake());
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void shouldSignalAFailureAndTheResultsThatFollowIt() throws Exception {
        send(CheckStatus.OK, 50);
        int before = signals().size();
        send(CheckStatus.DOWN, 1);
        send(CheckStatus.OK, 50);
        assertThat(signals().size() - before).isEqualTo(1 + Signal.FOLLOW_UPS);
        assertThat(operator.extractOutputValues()).hasSize(101);
    }

    @Test
    void shouldSignalTheFirstResultsOfAnUnknownSeriesSinceTheCacheMayHaveBeenLost() throws Exception {
        send(CheckStatus.OK, 50);
        assertThat(signals()).hasSize(Signal.FOLLOW_UPS).allMatch(signal -> signal.status() == CheckStatus.OK);
    }

    @Test
    void shouldSignalASampleThatCrossesALimitOfItsMetric() throws Exception {
        for (int i = 0; i < 20; i++) {
            operator.processElement(new StreamRecord<>(sample(400)));
        }
        int before = signals().size();
        operator.processElement(new StreamRecord<>(sample(500.001)));
        assertThat(signals())
                .hasSize(before + 1)
                .last()
                .extracting(Signal::value)
                .isEqualTo(500.001);
    }

    @Test
    void shouldSendRefusedRecordsToTheQuarantineAndDropTicks() throws Exception {
        operator.processElement(new StreamRecord<>(new Intake.Refused(Fixtures.quarantined())));
        operator.processElement(new StreamRecord<>(new Intake.Tick(T0)));
        assertThat(operator.extractOutputValues()).isEmpty();
        assertThat(operator.getSideOutput(SortIntake.QUARANTINE))
                .extracting(StreamRecord::getValue)
                .containsExactly(Fixtures.quarantined());
    }

    @Test
    void shouldRingForACheckThatHungButNotForWhatCameTooLateForEveryView() throws Exception {
        Intake.Admitted fresh = Fixtures.admitted(T0, CheckStatus.DOWN, 0);
        for (Timeliness timeliness : Timeliness.values()) {
            int before = signals().size();
            operator.processElement(
                    new StreamRecord<>(new Intake.Admitted(T0, fresh.observation(), timeliness, "refused")));
            boolean tooLate = timeliness == Timeliness.CORRECTION || timeliness == Timeliness.ROLLUPS_ONLY;
            assertThat(signals()).as("%s", timeliness).hasSize(tooLate ? before : before + 1);
        }
        assertThat(operator.extractOutputValues()).hasSize(Timeliness.values().length);
    }

    private void send(CheckStatus status, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            operator.processElement(new StreamRecord<>(Fixtures.admitted(T0 + i, status, 10)));
        }
    }

    private static Intake sample(double latencyMs) {
        SeriesKey series = new SeriesKey(EntityKind.SERVICE, "api", Source.TELEMETRY, Metric.LATENCY, "");
        return new Intake.Admitted(
                T0,
                new Observation(series, T0, CheckStatus.OK, Math.round(latencyMs * 1_000), 0, 0),
                Timeliness.ON_TIME,
                "");
    }

    private List<Signal> signals() {
        var signals = operator.getSideOutput(SortIntake.SIGNALS);
        return signals == null
                ? List.of()
                : signals.stream().map(StreamRecord::getValue).toList();
    }
}
