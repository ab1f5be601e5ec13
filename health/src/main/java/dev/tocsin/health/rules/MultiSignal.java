package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.Numbers;
import dev.tocsin.health.incident.Judgement;
import java.util.List;

/**
 * Rule 3: HealthTrack's signals in their order, the first that applies: no check of the last 10 s had a good answer; P95
 * above the service's limit; error rate above 5 %; Apdex below 0.8. Over the last minute, where HealthTrack looks back an
 * hour and so tells of an outage long after its end.
 */
final class MultiSignal {

    private static final double ERROR_RATE_LIMIT_PERCENT = 5;
    private static final double APDEX_LIMIT = 0.8;

    static Judgement judge(LastMinute seen, ServiceDefinition definition) {
        return seen.lacking(definition).orElseGet(() -> judgeEnough(seen, definition));
    }

    private static Judgement judgeEnough(LastMinute seen, ServiceDefinition definition) {
        Aggregate slice = seen.slice();
        Figures minute = seen.figures();
        long broken = LastMinute.broken(slice);
        if (broken == slice.known() && seen.brokenSliceBearsOut(definition)) {
            return bad(
                    Severity.CRITICAL,
                    "no good answer for 10 s",
                    broken == 1
                            ? "The only check of the last 10 s failed."
                            : "All " + broken + " checks of the last 10 s failed.",
                    new Evidence("failed checks", broken, 0, "", "10s", slice.observations()));
        }
        long latencyLimit = definition.latencyAlertMs();
        if (minute.p95() > latencyLimit && seen.slownessBearsOut(latencyLimit, definition)) {
            return bad("P95 latency", minute.p95(), latencyLimit, "ms", "above", minute);
        }
        double errorPercent = minute.errorRate() * 100;
        if (errorPercent > ERROR_RATE_LIMIT_PERCENT && seen.failuresBearOut(definition)) {
            return bad("error rate", errorPercent, ERROR_RATE_LIMIT_PERCENT, "%", "above", minute);
        }
        if (minute.apdex() < APDEX_LIMIT && seen.discontentBearsOut(definition)) {
            return bad("Apdex", minute.apdex(), APDEX_LIMIT, "", "below", minute);
        }
        return new Judgement.Good(
                "Answers, P95 latency, error rate and Apdex of the last minute are within their limits.", List.of());
    }

    private static Judgement bad(String metric, double value, double limit, String unit, String side, Figures minute) {
        return bad(
                Severity.WARNING,
                metric + " " + Numbers.quantity(value, unit),
                metric + " of the last minute is " + Numbers.quantity(value, unit) + ", " + side + " "
                        + Numbers.quantity(limit, unit) + ".",
                new Evidence(metric, value, limit, unit, "1m", minute.observations()));
    }

    private static Judgement bad(Severity severity, String summary, String reason, Evidence evidence) {
        return new Judgement.Bad(severity, summary, reason, List.of(evidence));
    }

    private MultiSignal() {}
}
