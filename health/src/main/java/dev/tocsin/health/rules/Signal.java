package dev.tocsin.health.rules;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.SeriesKey;

/**
 * A single result sent ahead of the windows, as evidence. Counts nothing.
 *
 * @param timestamp event time, epoch ms
 * @param value in the metric's unit, NaN if there is none
 * @param detail why it failed, empty if it did not
 */
public record Signal(SeriesKey series, long timestamp, CheckStatus status, double value, String detail) {

    /** After one that failed or crossed a limit, so many results of the same series are signalled too. */
    public static final int AFTERMATH = 10;
}
