package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import dev.tocsin.events.Resolution;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.slo.BurnRate;
import dev.tocsin.health.slo.BurnWindow;
import dev.tocsin.health.slo.ErrorBudget;
import dev.tocsin.health.slo.Objective;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What a service promises, what is left of its error budget and how fast that is spent; shares in percent, null is unknown.
 * Definitions: {@link Objective}.
 *
 * @param historyKnown false while Postgres does not answer; then the budget and the 3 d rate, which reach further back than
 *     memory does, are unknown
 */
public record SloAnswer(double objectivePercent, boolean historyKnown, Budget errorBudget, List<Burn> burnRates) {

    private static final long HOUR_MS = Resolution.HOUR.millis();
    private static final long DAY_MS = 24 * HOUR_MS;

    /**
     * The error budget of the last 30 days.
     *
     * @param allowedFailures how many of the known results may fail
     * @param leftPercent negative if overspent
     */
    public record Budget(
            Instant from,
            Instant to,
            long known,
            long failed,
            double allowedFailures,
            Double leftPercent,
            double coveragePercent) {}

    /**
     * One burn rate.
     *
     * @param rate 1 spends exactly the budget
     * @param atLeast the rate if nothing failed in the part of the window that was not observed
     */
    public record Burn(
            String window,
            Instant from,
            Instant to,
            long known,
            long failed,
            Double errorRatePercent,
            Double rate,
            Double atLeast,
            double coveragePercent) {}

    /** From when on history is needed, for a promise looked at now, epoch ms. */
    static long historyFrom(long now) {
        return HOUR_MS * Math.floorDiv(ServiceView.end(now) - Objective.PERIOD_MS, HOUR_MS);
    }

    /** Until when history is needed; the rest is in memory. */
    static long historyTo(long now) {
        return HOUR_MS * Math.floorDiv(ServiceView.end(now) - DAY_MS, HOUR_MS);
    }

    /**
     * Computes it.
     *
     * @param recent the counts from a time until now; memory answers for a day
     * @param stored hours from {@link #historyFrom} to {@link #historyTo}, empty if Postgres does not answer
     */
    static SloAnswer of(
            Objective objective,
            LongFunction<EventCounts> recent,
            Optional<NavigableMap<Long, EventCounts>> stored,
            long now) {
        long to = ServiceView.end(now);
        List<Burn> burns = new ArrayList<>();
        for (BurnWindow window : BurnWindow.values()) {
            long from = from(window, to);
            EventCounts counts = from < historyTo(now)
                    ? stored.map(hours -> since(from, hours, recent, now)).orElse(EventCounts.NONE)
                    : recent.apply(from);
            burns.add(burn(objective.burnRate(window, counts), from, to));
        }
        EventCounts month =
                stored.map(hours -> since(historyFrom(now), hours, recent, now)).orElse(EventCounts.NONE);
        ErrorBudget budget = objective.budget(Objective.PERIOD_MS, month);
        return new SloAnswer(objective.share() * 100, stored.isPresent(), budget(budget, historyFrom(now), to), burns);
    }

    /** Steps as coarse as what is kept that far back. */
    private static long from(BurnWindow window, long to) {
        Resolution step =
                switch (window) {
                    case FIVE_MINUTES -> Resolution.SLICE;
                    case HALF_HOUR, HOUR, TWO_HOURS -> Resolution.MINUTE;
                    case SIX_HOURS, DAY, THREE_DAYS -> Resolution.HOUR;
                };
        return step.floor(to - window.millis());
    }

    private static EventCounts since(
            long from, NavigableMap<Long, EventCounts> hours, LongFunction<EventCounts> recent, long now) {
        return hours.subMap(from, historyTo(now)).values().stream()
                .reduce(recent.apply(historyTo(now)), EventCounts::plus);
    }

    private static Burn burn(BurnRate burn, long from, long to) {
        return new Burn(
                burn.window().wire(),
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to),
                burn.counts().known(),
                burn.counts().failed(),
                known(burn.counts().errorRate() * 100),
                known(burn.rate()),
                known(burn.atLeast()),
                burn.coverage() * 100);
    }

    private static Budget budget(ErrorBudget budget, long from, long to) {
        return new Budget(
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to),
                budget.counts().known(),
                budget.counts().failed(),
                budget.allowed(),
                known(budget.left() * 100),
                budget.coverage() * 100);
    }

    /** Share of the budget that is left, NaN if unknown. */
    double budgetLeft() {
        return errorBudget.leftPercent() == null ? Double.NaN : errorBudget.leftPercent() / 100;
    }
}
