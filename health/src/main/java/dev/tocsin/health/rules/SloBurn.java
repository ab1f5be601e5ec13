package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.health.figures.Numbers;
import dev.tocsin.health.incident.Judgement;
import dev.tocsin.health.slo.BurnRate;
import dev.tocsin.health.slo.BurnWindow;
import dev.tocsin.health.slo.ErrorBudget;
import dev.tocsin.health.slo.Objective;
import java.util.List;

/**
 * Rule 7: the error budget is spent too fast. "Multiwindow, multi-burn-rate alerts" of Google's SRE Workbook, chapter 5: a long
 * window says that enough of the budget is gone, a short one that it still goes.
 *
 * <p>A long window that is not half covered says nothing: a service of five minutes has the same rate over 5 m and over 1 h. And
 * a ratio of few results says little: as many checks must have failed in the long window as {@code failures_to_alert} asks
 * for in each of {@code quorum} locations, and at least {@value #ENOUGH}.
 */
final class SloBurn {

    private static final long ENOUGH = 3;
    private static final double ENOUGH_COVERAGE = 0.5;

    private enum Pace {
        FAST(14.4, BurnWindow.HOUR, BurnWindow.FIVE_MINUTES, Severity.CRITICAL),
        STEADY(6, BurnWindow.SIX_HOURS, BurnWindow.HALF_HOUR, Severity.CRITICAL),
        SLOW(3, BurnWindow.DAY, BurnWindow.TWO_HOURS, Severity.WARNING),
        CREEPING(1, BurnWindow.THREE_DAYS, BurnWindow.SIX_HOURS, Severity.WARNING);

        private final double limit;
        private final BurnWindow longWindow;
        private final BurnWindow shortWindow;
        private final Severity severity;

        Pace(double limit, BurnWindow longWindow, BurnWindow shortWindow, Severity severity) {
            this.limit = limit;
            this.longWindow = longWindow;
            this.shortWindow = shortWindow;
            this.severity = severity;
        }
    }

    /** Judges what was counted up to the newest minute. */
    static Judgement judge(EventHistory events, ServiceDefinition definition) {
        Objective objective = new Objective(definition.objective());
        long enough = Math.max(ENOUGH, (long) definition.failuresToAlert() * definition.quorum());
        for (Pace pace : Pace.values()) {
            BurnRate over = objective.burnRate(pace.longWindow, events.of(pace.longWindow));
            BurnRate now = objective.burnRate(pace.shortWindow, events.of(pace.shortWindow));
            if (over.rate() > pace.limit
                    && now.rate() > pace.limit
                    && over.coverage() >= ENOUGH_COVERAGE
                    && over.counts().failed() >= enough) {
                return bad(pace, over, now, definition, left(events, objective));
            }
        }
        return new Judgement.Good("The error budget is not spent faster than it may be.", List.of());
    }

    private static ErrorBudget left(EventHistory events, Objective objective) {
        return objective.budget(BurnWindow.THREE_DAYS.millis(), events.of(BurnWindow.THREE_DAYS));
    }

    private static Judgement bad(
            Pace pace, BurnRate over, BurnRate now, ServiceDefinition definition, ErrorBudget budget) {
        String left = budget.left() > 0
                ? Numbers.quantity(budget.left() * 100, "%") + " of the error budget of the last three days is left"
                : "the error budget of the last three days is overspent";
        return new Judgement.Bad(
                pace.severity,
                "error budget burns " + Numbers.plain(over.rate()) + " times too fast",
                "Over " + pace.longWindow.wire() + " the error budget was spent " + Numbers.plain(over.rate())
                        + " times as fast as the objective of "
                        + Numbers.quantity(definition.objective() * 100, "%") + " allows, and over "
                        + pace.shortWindow.wire() + " " + Numbers.plain(now.rate()) + " times; at most "
                        + Numbers.plain(pace.limit) + " is tolerated; " + left + ".",
                List.of(evidence(pace, over), evidence(pace, now)));
    }

    private static Evidence evidence(Pace pace, BurnRate rate) {
        return new Evidence(
                "burn rate",
                rate.rate(),
                pace.limit,
                "",
                rate.window().wire(),
                rate.counts().known());
    }

    private SloBurn() {}
}
