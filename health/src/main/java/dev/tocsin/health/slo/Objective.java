package dev.tocsin.health.slo;

import dev.tocsin.health.aggregate.EventCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The availability that a service promises.
 *
 * @param share of events that must be good, between 0 and 1, for example 0.999
 */
public record Objective(double share) {

    /** The period that a budget is told over: four full weeks would also do, what matters is to name it. */
    public static final long PERIOD_MS = 30L * 24 * 3_600_000;

    public Objective {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("objective must lie between 0 and 1, for example 0.999, not " + share);
        }
    }

    /** The error rate at which the budget lasts exactly its period. */
    public double budgetRate() {
        return 1 - share;
    }

    /** How fast the budget was spent in a window. */
    public BurnRate burnRate(BurnWindow window, EventCounts counts) {
        return new BurnRate(window, counts, counts.errorRate() / budgetRate(), counts.coverageOf(window.millis()));
    }

    /** How fast the budget was spent in each of the windows, from short to long. */
    public List<BurnRate> burnRates(Function<BurnWindow, EventCounts> counts) {
        List<BurnRate> rates = new ArrayList<>();
        for (BurnWindow window : BurnWindow.values()) {
            rates.add(burnRate(window, counts.apply(window)));
        }
        return rates;
    }

    /** What is left of the budget of a period. */
    public ErrorBudget budget(long periodMs, EventCounts counts) {
        if (periodMs < 1) {
            throw new IllegalArgumentException("a period must last, not " + periodMs + " ms");
        }
        return new ErrorBudget(
                periodMs,
                counts,
                counts.known() * budgetRate(),
                1 - counts.errorRate() / budgetRate(),
                counts.coverageOf(periodMs));
    }
}
