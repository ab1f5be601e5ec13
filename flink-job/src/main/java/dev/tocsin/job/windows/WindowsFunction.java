package dev.tocsin.job.windows;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.SeriesWindows;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.job.combine.Cell;
import dev.tocsin.job.serialization.Types;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Merges a series' cells into slices and rollups. Rows of ended windows and partials of the open slice go on to the
 * aggregates topic, views to the rules.
 *
 * <p>Partials are for eyes only: at most five a second per series, paced by the machine's clock.
 */
public final class WindowsFunction extends KeyedProcessFunction<SeriesKey, Cell, AggregateRow> {

    public static final String UID = "windows";
    public static final String NAME = "Slices, rollups, views";
    public static final OutputTag<View> VIEWS = new OutputTag<>("views", Types.VIEW);

    static final long PARTIAL_EVERY_MS = 200;

    private transient ValueState<SeriesWindows> windows;
    /** Start of the slice whose partial is to be shown at the next processing-time timer; null if none waits. */
    private transient ValueState<Long> waitingPartial;

    @Override
    public void open(OpenContext context) {
        windows = getRuntimeContext().getState(new ValueStateDescriptor<>("windows", Types.SERIES_WINDOWS));
        waitingPartial = getRuntimeContext().getState(new ValueStateDescriptor<>("waiting-partial", Types.LONG));
    }

    @Override
    public void processElement(Cell cell, Context context, Collector<AggregateRow> out) throws Exception {
        SeriesWindows known = windows.value();
        SeriesWindows series = known == null ? new SeriesWindows() : known;
        TimerService timers = context.timerService();
        long due = series.due();
        series.add(
                cell.series(),
                cell.start(),
                cell.timeliness(),
                cell.aggregate(),
                timers.currentWatermark(),
                out::collect);
        moveTimer(due, series.due(), timers);
        windows.update(series);
        if (cell.timeliness() != Timeliness.ROLLUPS_ONLY) {
            showSoon(cell.start(), timers);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<AggregateRow> out) throws Exception {
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            showPartial(context.getCurrentKey(), out);
            return;
        }
        SeriesWindows series = windows.value();
        if (series == null) {
            return;
        }
        series.onTime(context.getCurrentKey(), time, out::collect).ifPresent(view -> context.output(VIEWS, view));
        moveTimer(SeriesWindows.NEVER, series.due(), context.timerService());
        if (series.isEmpty()) {
            windows.clear();
            waitingPartial.clear();
        } else {
            windows.update(series);
        }
    }

    /** One timer a series, since there are many series and all timers are in each checkpoint. */
    private static void moveTimer(long from, long to, TimerService timers) {
        if (from == to) {
            return;
        }
        if (from != SeriesWindows.NEVER) {
            timers.deleteEventTimeTimer(from);
        }
        if (to != SeriesWindows.NEVER) {
            timers.registerEventTimeTimer(to);
        }
    }

    private void showSoon(long start, TimerService timers) throws Exception {
        if (waitingPartial.value() == null) {
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + PARTIAL_EVERY_MS);
        }
        waitingPartial.update(start);
    }

    private void showPartial(SeriesKey key, Collector<AggregateRow> out) throws Exception {
        Long start = waitingPartial.value();
        waitingPartial.clear();
        if (start != null && windows.value() != null) {
            windows.value().partial(key, start).ifPresent(out::collect);
        }
    }
}
