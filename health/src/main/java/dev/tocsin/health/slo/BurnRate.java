package dev.tocsin.health.slo;

import dev.tocsin.health.aggregate.EventCounts;

/**
 * How fast a service spends its error budget: error rate / (1 − objective). At 1 the budget lasts exactly the period that the
 * promise is made for; at 14.4 an hour spends 2 % of a 30-day budget (Google's SRE Workbook, chapter 5).
 *
 * @param counts what it was computed from
 * @param rate NaN where nothing is known, never 0 for that
 * @param coverage how much of the window has observations, 0..1
 */
public record BurnRate(BurnWindow window, EventCounts counts, double rate, double coverage) {

    /**
     * What the rate is at least, whatever happened in the part of the window that has no observations: the rate if nothing
     * failed there. A service that is five minutes old has the same rate over 5 m and over 1 h; what an hour's rate is
     * meant to say, that much of the budget is gone, only this says. NaN where nothing is known.
     */
    public double atLeast() {
        return rate * coverage;
    }
}
