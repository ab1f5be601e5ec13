package dev.tocsin.health.rules;

import dev.tocsin.events.AnomalyDetector;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.incident.Judgement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Rule 4: a metric of the last full minute, or slice, does what it has not done before. Alone a warning; critical while the error budget
 * is being spent too fast. Mutable, not thread-safe.
 */
final class Anomalies {

    private static final Set<Rule> RULE_4 = EnumSet.of(Rule.ANOMALY);
    private final List<MetricAnomaly> metrics = new ArrayList<>();

    Anomalies() {
        for (int i = 0; i < AnomalyMetric.values().length; i++) {
            metrics.add(new MetricAnomaly());
        }
    }

    /** Judges a slice end at which a value of that service ends; others change nothing. */
    void judge(long end, LastMinute seen, ServiceDefinition definition, Telling telling) {
        if (end % definition.anomaly().step().millis() != 0) {
            return;
        }
        if (definition.anomaly().detector() == AnomalyDetector.OFF) {
            telling.end(
                    RULE_4,
                    "is not watched for anomalies any more",
                    "Anomaly detection is off for this service.",
                    definition,
                    end);
            calm();
            return;
        }
        boolean burning = telling.incidents().isFiring(Rule.SLO_BURN);
        for (AnomalyMetric metric : AnomalyMetric.values()) {
            WatchedFigure figure = metric.of(seen, definition);
            Judgement judgement = metrics.get(metric.ordinal()).judge(end, figure, definition.anomaly(), burning);
            telling.step(Rule.ANOMALY, metric.scope(), judgement, definition, end);
        }
    }

    /** What was found is over; what was seen stays. */
    void calm() {
        metrics.forEach(MetricAnomaly::calm);
    }

    boolean isEmpty() {
        return metrics.stream().allMatch(MetricAnomaly::isEmpty);
    }

    void write(DataOutput out) throws IOException {
        for (MetricAnomaly metric : metrics) {
            metric.write(out);
        }
    }

    static Anomalies read(DataInput in) throws IOException {
        Anomalies anomalies = new Anomalies();
        for (MetricAnomaly metric : anomalies.metrics) {
            metric.read(in);
        }
        return anomalies;
    }
}
