/** The shell around {@link dev.tocsin.health.aggregate.SeriesWindows}: state, timers, and when partials are shown. */
package dev.tocsin.job.windows;
