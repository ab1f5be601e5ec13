/**
 * Anomaly detectors behind one port, {@link dev.tocsin.health.detect.Detector}: one pass, constant memory, no look-ahead.
 *
 * <p>A fixed limit is a threshold, not an anomaly; thresholds live in {@code dev.tocsin.health.rules}.
 */
package dev.tocsin.health.detect;
