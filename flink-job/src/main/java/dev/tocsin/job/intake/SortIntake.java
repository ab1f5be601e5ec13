package dev.tocsin.job.intake;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.health.rules.Signal;
import dev.tocsin.health.rules.TelemetryThresholds;
import dev.tocsin.job.serialization.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends admitted observations on, refused records to the quarantine, and single results that matter ahead as signals.
 *
 * <p>A result is signalled if it failed or crossed a limit, or if at most {@link Signal#FOLLOW_UPS} results of its series
 * have passed since one that did. Which series those are is remembered in a bounded cache, not in state: a series that is
 * not in it counts as one that has just failed, so losing the cache repeats signals and never loses one.
 */
public final class SortIntake extends ProcessFunction<Intake, Intake.Admitted> {

    public static final String UID = "sort-intake";
    public static final String NAME = "Admit or quarantine";
    public static final OutputTag<QuarantinedRecord> QUARANTINE = new OutputTag<>("quarantine", Types.QUARANTINED);
    public static final OutputTag<Signal> SIGNALS = new OutputTag<>("signals", Types.SIGNAL);

    private static final int REMEMBERED_SERIES = 200_000;

    private transient Map<SeriesKey, Integer> quietResults;
    private transient Counter quarantined;
    private transient Counter signalled;

    @Override
    public void open(OpenContext context) {
        quietResults = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<SeriesKey, Integer> eldest) {
                return size() > REMEMBERED_SERIES;
            }
        };
        quarantined = getRuntimeContext().getMetricGroup().counter("quarantined");
        signalled = getRuntimeContext().getMetricGroup().counter("signalled");
    }

    @Override
    public void processElement(Intake intake, Context context, Collector<Intake.Admitted> out) {
        if (intake instanceof Intake.Admitted admitted) {
            // What came too late for every view corrects the past; it does not ring now.
            if (admitted.timeliness().isJudged() && matters(admitted.observation())) {
                signalled.inc();
                context.output(SIGNALS, signal(admitted));
            }
            out.collect(admitted);
        } else if (intake instanceof Intake.Refused refused) {
            quarantined.inc();
            context.output(QUARANTINE, refused.quarantined());
        }
    }

    private boolean matters(Observation observation) {
        Source source = observation.series().source();
        if (source == Source.HOST) {
            return false;
        }
        if (isAlarming(observation)) {
            quietResults.put(observation.series(), 0);
            return true;
        }
        int quiet = quietResults.merge(
                observation.series(), 1, (before, one) -> Math.min(before + one, Signal.FOLLOW_UPS + 1));
        return quiet <= Signal.FOLLOW_UPS;
    }

    private static boolean isAlarming(Observation observation) {
        return observation.status().failed()
                || observation.status() == CheckStatus.UNKNOWN
                || observation.series().source() == Source.TELEMETRY
                        && TelemetryThresholds.crossing(observation.series().metric(), value(observation))
                                .isPresent();
    }

    private static Signal signal(Intake.Admitted admitted) {
        Observation observation = admitted.observation();
        return new Signal(
                observation.series(),
                observation.timestamp(),
                observation.status(),
                value(observation),
                admitted.detail());
    }

    private static double value(Observation observation) {
        return observation.value() == Observation.NO_VALUE
                ? Double.NaN
                : observation.series().metric().unit().fromScaled(observation.value());
    }
}
