package dev.tocsin.health.rules;

import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Unit;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.detect.Detector.Verdict;
import dev.tocsin.health.figures.Figures;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rule 4 for a machine: its processors, memory, swap or graphics do what they have not done before, and more than expected by
 * enough to matter. What a machine says is forgotten when it has said nothing for two hours. Mutable, not thread-safe.
 */
final class Machine {

    private static final Set<Rule> RULE_4 = EnumSet.of(Rule.ANOMALY);
    private static final long MINUTE_MS = 60_000;
    private static final long NEVER = Long.MAX_VALUE;
    /** Percentage points, or degrees. */
    private static final double MATTERS = 10;

    /** By scope, see {@link IncidentBook#step}. */
    private final SortedMap<String, MetricAnomaly> metrics = new TreeMap<>();

    private long lastView = Long.MIN_VALUE;

    /** Judges a slice end; one at which no minute ends changes nothing. */
    void judge(long end, List<View> views, Telling telling) {
        if (!views.isEmpty()) {
            lastView = end;
        }
        ServiceDefinition nobody = ServiceDefinition.defaults(telling.entity().key());
        if (end >= due()) {
            telling.end(RULE_4, "is not heard of any more", "The machine has said nothing for two hours.", nobody, end);
            telling.incidents().forgetEnded();
            metrics.clear();
            lastView = Long.MIN_VALUE;
        }
        if (end % MINUTE_MS != 0) {
            return;
        }
        for (View view : views) {
            WatchedFigure figure = figure(view);
            String scope = scope(view.series());
            MetricAnomaly metric = metrics.computeIfAbsent(scope, same -> new MetricAnomaly());
            telling.step(Rule.ANOMALY, scope, metric.judge(end, figure, AnomalySettings.DEFAULT, false), nobody, end);
        }
    }

    private static String scope(SeriesKey series) {
        String metric = "/" + series.metric().wire();
        return series.location().isEmpty() ? metric : metric + "/" + series.location();
    }

    private static WatchedFigure figure(View view) {
        Metric metric = view.series().metric();
        Unit unit = metric.unit();
        String part = view.series().location();
        String words = metric.wire().replace('_', ' ') + (part.isEmpty() ? "" : " of " + part);
        Figures minute = Figures.of(view.minute(), unit);
        return new WatchedFigure(
                words, unit.symbol(), Resolution.MINUTE, minute.mean(), minute.observations(), Machine::matters);
    }

    private static boolean matters(double value, Verdict verdict) {
        return value >= verdict.expectedHigh() + MATTERS;
    }

    /** When it is forgotten if it says no more. */
    long due() {
        return lastView == Long.MIN_VALUE ? NEVER : lastView + Hearing.LONGEST_SILENCE_MS;
    }

    boolean isEmpty() {
        return metrics.isEmpty();
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(lastView);
        out.writeShort(metrics.size());
        for (var metric : metrics.entrySet()) {
            out.writeUTF(metric.getKey());
            metric.getValue().write(out);
        }
    }

    static Machine read(DataInput in) throws IOException {
        Machine machine = new Machine();
        machine.lastView = in.readLong();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            MetricAnomaly metric = new MetricAnomaly();
            String scope = in.readUTF();
            metric.read(in);
            machine.metrics.put(scope, metric);
        }
        return machine;
    }
}
