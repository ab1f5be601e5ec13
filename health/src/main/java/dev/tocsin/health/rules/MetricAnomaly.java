package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.health.detect.Detector.Verdict;
import dev.tocsin.health.detect.TunedDetector;
import dev.tocsin.health.figures.Numbers;
import dev.tocsin.health.incident.Judgement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * One metric of one service. A detector rings once for what is new and then rests; what it found lasts until the metric is
 * within what is expected, and is bad for as long as it matters. Mutable, not thread-safe.
 */
final class MetricAnomaly {

    private static final long MINUTE_MS = 60_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final AnomalyMetric metric;
    private TunedDetector detector;
    /** What was new about the metric; empty while nothing is. */
    private String found = "";

    MetricAnomaly(AnomalyMetric metric) {
        this.metric = metric;
    }

    /**
     * Judges a minute and learns from it.
     *
     * @param end of the minute
     * @param burning whether the error budget is being spent too fast
     */
    Judgement judge(long end, LastMinute seen, ServiceDefinition definition, boolean burning) {
        double value = metric.of(seen.figures());
        if (Double.isNaN(value)) {
            return new Judgement.Undecided("Nothing was measured in the last minute.");
        }
        detector = detector == null ? TunedDetector.of(definition.anomaly()) : detector.tuned(definition.anomaly());
        Verdict verdict = detector.observe(end - MINUTE_MS, value);
        if (verdict.anomalous()) {
            found = verdict.reason();
        } else if (value >= verdict.expectedLow() && value <= verdict.expectedHigh()) {
            found = "";
        }
        boolean bad = !found.isEmpty() && metric.matters(value, verdict, seen, definition);
        return bad ? bad(end, value, verdict, seen, burning) : good(value);
    }

    private Judgement good(double value) {
        return new Judgement.Good(
                () -> "The " + metric.words() + " is as expected: " + Numbers.quantity(value, metric.unit()) + ".",
                List::of);
    }

    private Judgement bad(long end, double value, Verdict verdict, LastMinute seen, boolean burning) {
        String now = metric.words() + " " + Numbers.quantity(value, metric.unit());
        double limit = value > verdict.expectedHigh() ? verdict.expectedHigh() : verdict.expectedLow();
        return new Judgement.Bad(
                burning ? Severity.CRITICAL : Severity.WARNING,
                "unusual " + now,
                "The " + now + " of the last minute, expected " + Numbers.plain(Math.max(0, verdict.expectedLow()))
                        + "–"
                        + Numbers.quantity(verdict.expectedHigh(), metric.unit()) + " for a "
                        + TIME.format(Instant.ofEpochMilli(end - MINUTE_MS)) + " UTC; " + found + "."
                        + (burning ? " The error budget is being spent too fast as well." : ""),
                List.of(new Evidence(
                        metric.words(),
                        value,
                        limit,
                        metric.unit(),
                        "1m",
                        seen.figures().observations())));
    }

    /** What it has found is over; what it has seen stays. */
    void calm() {
        found = "";
    }

    boolean isEmpty() {
        return detector == null;
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(found);
        out.writeBoolean(detector != null);
        if (detector != null) {
            detector.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        found = in.readUTF();
        detector = in.readBoolean() ? TunedDetector.read(in) : null;
    }
}
