package dev.tocsin.benchmarks.anomalies;

import dev.tocsin.health.detect.Detector;
import java.io.DataOutput;
import java.io.IOException;

/** Gives a detector the rest that ours has after an alarm, so that what else is different between them can be seen. */
final class Resting implements Detector {

    /** Of the warm-up. */
    private static final double REST = 0.4;

    private static final double MUCH_STRONGER = 3;

    private final Detector detector;
    private final double rest;
    private double sinceAlarm = Double.POSITIVE_INFINITY;
    private double alarm;

    Resting(Detector detector, int warmUp) {
        this.detector = detector;
        this.rest = REST * warmUp;
    }

    @Override
    public Verdict observe(long timestamp, double value) {
        Verdict verdict = detector.observe(timestamp, value);
        sinceAlarm++;
        if (!verdict.anomalous()) {
            return verdict;
        }
        double strength = verdict.score() / (1 - verdict.score());
        if (sinceAlarm <= rest && strength <= MUCH_STRONGER * alarm) {
            return new Verdict(0, verdict.expectedLow(), verdict.expectedHigh(), verdict.reason());
        }
        sinceAlarm = 0;
        alarm = strength;
        return verdict;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        detector.write(out);
    }
}
