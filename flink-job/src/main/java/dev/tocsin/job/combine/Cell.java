package dev.tocsin.job.combine;

import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.aggregate.Aggregate;

/**
 * What the combiner held of one series and window.
 *
 * @param start start of the slice, or of the minute if {@code rollupsOnly}, epoch ms
 * @param rollupsOnly the observations came too late for their slices
 */
public record Cell(SeriesKey series, long start, boolean rollupsOnly, Aggregate aggregate) {}
