package dev.tocsin.job.windows;

import static dev.tocsin.job.Fixtures.CHECKOUT;
import static dev.tocsin.job.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.job.Fixtures;
import dev.tocsin.job.combine.Cell;
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

class WindowsFunctionTest {

    private static final long HOUR = 3_600_000;

    private KeyedOneInputStreamOperatorTestHarness<SeriesKey, Cell, AggregateRow> operator;
    private final List<String> told = new ArrayList<>();

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
    void shouldTellEachWindowOnceWhenItEnds() throws Exception {
        send(T0, 1);
        send(T0 + 10_000, 2);
        time(T0 + 9_999);
        assertThat(rows()).isEmpty();
        time(T0 + 10_000);
        assertThat(rows()).containsExactly("10s +0: 1");
        time(T0 + HOUR);
        assertThat(rows()).containsExactly("10s +0: 1", "10s +10: 1", "1m +0: 2", "1h +0: 2");
    }

    @Test
    void shouldCorrectTheRowsOfEndedWindowsWhenALateCellComes() throws Exception {
        send(T0, 1);
        time(T0 + 120_000);
        told.addAll(rows());
        send(T0, 5);
        assertThat(newRows()).containsExactly("10s +0: 2", "1m +0: 2");
        time(T0 + HOUR);
        assertThat(newRows()).containsExactly("10s +0: 2", "1m +0: 2", "1h +0: 2");
    }

    @Test
    void shouldCountACellThatIsTooLateForItsSliceInRollupsOnly() throws Exception {
        time(T0 + 1_800_000);
        operator.processElement(
                new StreamRecord<>(new Cell(CHECKOUT, T0, Timeliness.ROLLUPS_ONLY, Fixtures.aggregate(1, 2))));
        time(T0 + HOUR);
        assertThat(rows()).containsExactly("1m +0: 2", "1h +0: 2");
    }

    @Test
    void shouldGiveTheRulesTheLastMinuteUntilItIsEmpty() throws Exception {
        send(T0, 1);
        send(T0 + 30_000, 2);
        time(T0 + 200_000);
        assertThat(views())
                .containsExactly(
                        "+10: 1 of 1",
                        "+20: 0 of 1",
                        "+30: 0 of 1",
                        "+40: 1 of 2",
                        "+50: 0 of 2",
                        "+60: 0 of 2",
                        "+70: 0 of 1",
                        "+80: 0 of 1",
                        "+90: 0 of 1");
    }

    @Test
    void shouldShowAPartialOfTheOpenSliceAtOnceAndThenAtMostFiveTimesASecond() throws Exception {
        operator.setProcessingTime(T0);
        send(T0, 1);
        send(T0, 2);
        send(T0, 3);
        assertThat(partials()).containsExactly("10s +0: 1");
        operator.setProcessingTime(T0 + PartialPace.EVERY_MS - 1);
        assertThat(partials()).containsExactly("10s +0: 1");
        operator.setProcessingTime(T0 + PartialPace.EVERY_MS);
        assertThat(partials()).containsExactly("10s +0: 1", "10s +0: 3");
        assertThat(rows()).isEmpty();
    }

    @Test
    void shouldShowNoPartialOfWhatEndedWhileItWaited() throws Exception {
        operator.setProcessingTime(T0);
        send(T0, 1);
        send(T0, 2);
        time(T0 + 10_000);
        operator.setProcessingTime(T0 + PartialPace.EVERY_MS);
        assertThat(partials()).containsExactly("10s +0: 1");
        assertThat(rows()).containsExactly("10s +0: 2");
    }

    @Test
    void shouldShowNoPartialsOfTheDistantPast() throws Exception {
        operator.setProcessingTime(T0 + HOUR);
        send(T0, 1);
        operator.setProcessingTime(T0 + 2 * HOUR);
        assertThat(partials()).isEmpty();
    }

    @Test
    void shouldHaveOneTimerASeriesHoweverMuchIsPending() throws Exception {
        for (int slice = 0; slice < 100; slice++) {
            send(T0 + slice * 10_000, 1);
            send(T0 + slice * 10_000 + 60_000, 1);
            assertThat(operator.numEventTimeTimers()).isEqualTo(1);
            time(T0 + slice * 10_000);
            assertThat(operator.numEventTimeTimers()).isEqualTo(1);
        }
    }

    @Test
    void shouldForgetASeriesWhenNoAdmittedRecordCanReachItsWindows() throws Exception {
        send(T0, 1);
        long unreachable = T0 + HOUR + Admission.ROLLUP_BOUND_MS + Admission.BEHIND_MS;
        time(unreachable - 1);
        assertThat(operator.numKeyedStateEntries()).isPositive();
        time(unreachable);
        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldNotTakeAnEndedSliceForOpenAfterARestoreAlthoughTheWatermarkStartsAnew() throws Exception {
        send(T0, 1);
        time(T0 + 60_000);
        told.addAll(rows());
        restore();
        send(T0, 5);
        time(T0 + HOUR);
        assertThat(rows()).containsExactly("10s +0: 2", "1m +0: 2", "1h +0: 2");
    }

    @Test
    void shouldTellTheSameWhetherOrNotItIsRestoredAfterEveryStep() throws Exception {
        List<String> uninterrupted = scenario(false);
        close();
        open();
        told.clear();
        assertThat(scenario(true)).containsExactlyElementsOf(uninterrupted).hasSizeGreaterThan(20);
    }

    /** Cells in and out of order, each followed by some progress of time; returns the newest row of each window. */
    private List<String> scenario(boolean restoreAfterEveryStep) throws Exception {
        java.util.TreeMap<String, String> newest = new java.util.TreeMap<>();
        for (int step = 0; step < 60; step++) {
            long back = step % 7 == 3 ? 200_000 : step % 5 == 1 ? 20_000 : 0;
            send(T0 + step * 15_000L / 10_000 * 10_000 - back, step + 1);
            time(T0 + step * 15_000L);
            rows().forEach(row -> newest.put(row.substring(0, row.indexOf(':')), row));
            if (restoreAfterEveryStep) {
                restore();
            }
        }
        time(T0 + 4 * HOUR);
        rows().forEach(row -> newest.put(row.substring(0, row.indexOf(':')), row));
        return List.copyOf(newest.values());
    }

    private void restore() throws Exception {
        OperatorSubtaskState state = operator.snapshot(1, 1);
        operator.close();
        operator = harness();
        operator.initializeState(state);
        operator.open();
        told.clear();
    }

    private static KeyedOneInputStreamOperatorTestHarness<SeriesKey, Cell, AggregateRow> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new WindowsFunction()), Cell::series, Types.SERIES_KEY);
    }

    private void send(long start, double latencyMs) throws Exception {
        operator.processElement(new StreamRecord<>(Fixtures.cell(start, latencyMs)));
    }

    private void time(long watermark) throws Exception {
        operator.processWatermark(new Watermark(watermark));
    }

    private List<String> rows() {
        return texts(false);
    }

    private List<String> partials() {
        return texts(true);
    }

    private List<String> newRows() {
        List<String> rows = rows();
        return rows.subList(told.size(), rows.size());
    }

    private List<String> texts(boolean partial) {
        return operator.extractOutputValues().stream()
                .filter(row -> row.partial() == partial)
                .map(row ->
                        row.resolution().wire() + " +" + (row.windowStart() - T0) / 1_000 + ": " + row.observations())
                .toList();
    }

    private List<String> views() {
        return operator.getSideOutput(WindowsFunction.VIEWS).stream()
                .map(StreamRecord::getValue)
                .map((View view) -> "+" + (view.end() - T0) / 1_000 + ": "
                        + view.slice().observations() + " of " + view.minute().observations())
                .toList();
    }
}
