/**
 * Anomaly detectors behind one port, {@link dev.tocsin.health.detect.Detector}: one pass, constant memory, no look-ahead.
 *
 * <p>{@link dev.tocsin.health.detect.StaticThreshold} and others that call themselves a baseline are what every textbook has;
 * they are here to be compared with.
 *
 * <p>A fixed limit is a threshold, not an anomaly; thresholds live in {@code dev.tocsin.health.rules}.
 */
package dev.tocsin.health.detect;
