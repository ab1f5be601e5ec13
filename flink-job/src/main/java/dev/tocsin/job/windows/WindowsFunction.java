package dev.tocsin.job.windows;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Resolution;
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
 * <p>Partials are for eyes only; how often they are shown is up to {@link PartialPace}.
 */
public final class WindowsFunction extends KeyedProcessFunction<SeriesKey, Cell, AggregateRow> {

    public static final String UID = "windows";
    public static final String NAME = "Slices, rollups, views";
    public static final OutputTag<View> VIEWS = new OutputTag<>("views", Types.VIEW);

    private transient ValueState<SeriesWindows> windows;
    private transient PartialPace partials;

    @Override
    public void open(OpenContext context) {
        windows = getRuntimeContext().getState(new ValueStateDescriptor<>("windows", Types.SERIES_WINDOWS));
        partials = new PartialPace();
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
            showSoon(cell, series, timers, out);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<AggregateRow> out) throws Exception {
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            showWaiting(context.getCurrentKey(), context.timerService(), out);
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
            partials.forget(context.getCurrentKey());
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

    private void showSoon(Cell cell, SeriesWindows series, TimerService timers, Collector<AggregateRow> out) {
        long now = timers.currentProcessingTime();
        switch (partials.changed(cell.series(), cell.start(), timers.currentWatermark(), now)) {
            case NOTHING -> {
                // It waits already, or nobody looks.
            }
            case SHOW -> series.partial(cell.series(), cell.start()).ifPresent(out::collect);
            case WAIT -> timers.registerProcessingTimeTimer(partials.nextAsk(cell.series(), now));
        }
    }

    private void showWaiting(SeriesKey key, TimerService timers, Collector<AggregateRow> out) throws Exception {
        long start = partials.takeWaiting(key, timers.currentProcessingTime());
        SeriesWindows series = windows.value();
        // What has ended meanwhile was told by its final row.
        if (series != null && start + Resolution.SLICE.millis() > timers.currentWatermark()) {
            series.partial(key, start).ifPresent(out::collect);
        }
    }
}
