/**
 * {@code ./tocsin bench anomalies}: how well detectors find the labelled anomalies of the Numenta Anomaly Benchmark (NAB),
 * scored as it scores them. The series are read from a folder and are not part of this project.
 */
package dev.tocsin.benchmarks.anomalies;
