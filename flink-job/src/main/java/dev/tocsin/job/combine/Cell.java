package dev.tocsin.job.combine;

import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Aggregate;

/**
 * What the combiner held of one series and window.
 *
 * @param start start of the finest window that the observations count in, a slice or a minute, epoch ms
 * @param timeliness of each observation
 */
public record Cell(SeriesKey series, long start, Timeliness timeliness, Aggregate aggregate) {}
