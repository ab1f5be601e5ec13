package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Severity;
import dev.tocsin.health.figures.Numbers;
import dev.tocsin.health.incident.Judgement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Rule 5: the fixed limits of pushed samples. The gateway answers an ingest with the same function that the job judges by.
 *
 * <p>Comparisons are strict, and the critical limit is looked at first: exactly 500 ms raises nothing, exactly 1000 ms is a
 * warning. Throughput is bad when low.
 */
public final class TelemetryThresholds {

    /**
     * A limit that a sample crossed.
     *
     * @param limit in the metric's unit
     */
    public record Crossing(Metric metric, Severity severity, double limit, boolean below) {}

    /** The limit that a value crosses, if any. */
    public static Optional<Crossing> crossing(Metric metric, double value) {
        return switch (metric) {
            case LATENCY -> above(metric, value, 500, 1_000);
            case ERROR_RATE -> above(metric, value, 0.05, 0.1);
            case CPU, MEMORY -> above(metric, value, 80, 95);
            case THROUGHPUT -> below(metric, value, 100, 50);
            case SWAP, GPU_UTILIZATION, GPU_TEMPERATURE, GPU_MEMORY -> Optional.empty();
        };
    }

    static Judgement judge(Metric metric, double value) {
        Optional<Crossing> crossed = crossing(metric, value);
        if (crossed.isEmpty()) {
            return new Judgement.Good(metric.wire() + " is back within its limits.", List.of());
        }
        Crossing crossing = crossed.get();
        String verb = crossing.below() ? "fell below" : "exceeds";
        return new Judgement.Bad(
                crossing.severity(),
                metric.wire() + " threshold " + (crossing.below() ? "undershot" : "exceeded"),
                String.format(
                        Locale.ROOT,
                        "The service reported %s %s%s, which %s the %s limit of %s%s.",
                        metric.wire(),
                        Numbers.plain(value),
                        metric.unit().symbol(),
                        verb,
                        crossing.severity().wire(),
                        Numbers.plain(crossing.limit()),
                        metric.unit().symbol()),
                List.of(new Evidence(
                        metric.wire(), value, crossing.limit(), metric.unit().symbol(), "sample", 1)));
    }

    private static Optional<Crossing> above(Metric metric, double value, double warning, double critical) {
        if (value > critical) {
            return Optional.of(new Crossing(metric, Severity.CRITICAL, critical, false));
        }
        return value > warning ? Optional.of(new Crossing(metric, Severity.WARNING, warning, false)) : Optional.empty();
    }

    private static Optional<Crossing> below(Metric metric, double value, double warning, double critical) {
        if (value < critical) {
            return Optional.of(new Crossing(metric, Severity.CRITICAL, critical, true));
        }
        return value < warning ? Optional.of(new Crossing(metric, Severity.WARNING, warning, true)) : Optional.empty();
    }

    private TelemetryThresholds() {}
}
