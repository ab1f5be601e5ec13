package dev.tocsin.gateway.self;

import dev.tocsin.gateway.self.RequestWindows.Counts;

/**
 * The gateway at one moment.
 *
 * @param lastMinutes requests of the window that score and conditions look at
 * @param total requests since the start
 * @param activeRequests in flight, without the one that asks
 */
public record SelfFigures(ProcessFigures process, Counts lastMinutes, Counts total, long activeRequests) {

    /** The share of 5xx as far as it can be judged: 0 while there are too few requests to speak of a share. */
    double judgedErrorPercent() {
        return lastMinutes.requests() < SelfLimits.MIN_REQUESTS ? 0 : lastMinutes.errorPercent();
    }
}
