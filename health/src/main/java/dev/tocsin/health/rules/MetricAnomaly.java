package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.Resolution;
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
 * One figure of one service or machine. A detector rings once for what is new and then rests; what it found lasts until the metric is
 * within what is expected, and is bad for as long as it matters. Mutable, not thread-safe.
 */
final class MetricAnomaly {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private TunedDetector detector;
    /** What was new about the metric; empty while nothing is. */
    private String found = "";

    /**
     * Judges a figure and learns from it.
     *
     * @param end of its time
     * @param burning whether the error budget is being spent too fast
     */
    Judgement judge(long end, WatchedFigure figure, AnomalySettings settings, boolean burning) {
        if (Double.isNaN(figure.value())) {
            return new Judgement.Undecided("Nothing was measured.");
        }
        detector = detector == null ? TunedDetector.of(settings) : detector.tuned(settings);
        Verdict verdict = detector.observe(end - figure.step().millis(), figure.value());
        if (verdict.anomalous()) {
            found = verdict.reason();
        } else if (figure.value() >= verdict.expectedLow() && figure.value() <= verdict.expectedHigh()) {
            found = "";
        }
        return !found.isEmpty() && figure.matters(verdict) ? bad(end, figure, verdict, burning) : good(figure);
    }

    private static Judgement good(WatchedFigure figure) {
        return new Judgement.Good(
                () -> "The " + figure.words() + " is as expected: " + Numbers.quantity(figure.value(), figure.unit())
                        + ".",
                List::of);
    }

    private Judgement bad(long end, WatchedFigure figure, Verdict verdict, boolean burning) {
        double value = figure.value();
        String now = figure.words() + " " + Numbers.quantity(value, figure.unit());
        double limit = value > verdict.expectedHigh() ? verdict.expectedHigh() : verdict.expectedLow();
        return new Judgement.Bad(
                burning ? Severity.CRITICAL : Severity.WARNING,
                "unusual " + now,
                "The " + now + " of the last " + (figure.step() == Resolution.MINUTE ? "minute" : "10 s")
                        + ", expected " + Numbers.plain(Math.max(0, verdict.expectedLow()))
                        + "–"
                        + Numbers.quantity(verdict.expectedHigh(), figure.unit()) + " for a "
                        + TIME.format(Instant.ofEpochMilli(end - figure.step().millis())) + " UTC; " + found + "."
                        + (burning ? " The error budget is being spent too fast as well." : ""),
                List.of(new Evidence(
                        figure.words(),
                        value,
                        limit,
                        figure.unit(),
                        figure.step().wire(),
                        figure.observations())));
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
