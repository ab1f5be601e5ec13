/**
 * From bytes to observations. Decoding happens inside the source, because watermarks need the event time; admission and
 * the quarantine follow right behind. A bad record is data here: it never throws, never moves a watermark, never restarts
 * the job.
 */
package dev.tocsin.job.intake;
