/**
 * Detectors of other people behind the port of {@link dev.tocsin.health.detect.Detector}, to compare ours with. None of them
 * runs in a service.
 */
package dev.tocsin.benchmarks.anomalies;
