package dev.tocsin.health.aggregate;

import dev.tocsin.events.SeriesKey;

/**
 * A series as the rules see it at the end of a slice.
 *
 * @param end exclusive end of both windows, on the 10 s grid, epoch ms
 * @param slice the last 10 s
 * @param minute the last minute
 */
public record View(SeriesKey series, long end, Aggregate slice, Aggregate minute) {}
