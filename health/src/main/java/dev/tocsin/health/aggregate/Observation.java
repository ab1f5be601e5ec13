package dev.tocsin.health.aggregate;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.SeriesKey;

/**
 * One admitted measurement of one series, scaled to integers.
 *
 * @param timestamp event time, epoch ms
 * @param value scaled by the metric's unit, {@link #NO_VALUE} if there is none
 * @param apdexThreshold T scaled as the value is, 0 where Apdex does not apply
 * @param intervalMs the time that it stands for
 */
public record Observation(
        SeriesKey series, long timestamp, CheckStatus status, long value, long apdexThreshold, long intervalMs) {

    /** The value of a measurement that has none: a check without an answer. */
    public static final long NO_VALUE = -1;
}
