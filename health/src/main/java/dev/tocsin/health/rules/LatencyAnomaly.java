package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.Severity;
import dev.tocsin.health.detect.Detector;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.Numbers;
import dev.tocsin.health.incident.Judgement;
import java.util.List;

/** Rule 4: the P95 latency of the last 10 s is far above what it used to be. Below is no reason to ring. */
final class LatencyAnomaly {

    static Judgement judge(Detector detector, long end, Figures slice) {
        if (slice.measured() == 0) {
            return new Judgement.Undecided("No answer in the last 10 s.");
        }
        Detector.Verdict verdict = detector.observe(end, slice.p95());
        if (!verdict.anomalous() || slice.p95() < verdict.expectedHigh()) {
            return new Judgement.Good("P95 latency is as usual.", List.of());
        }
        String range = "expected " + Numbers.plain(verdict.expectedLow()) + "–"
                + Numbers.quantity(verdict.expectedHigh(), "ms");
        return new Judgement.Bad(
                Severity.WARNING,
                "unusual latency, P95 " + Numbers.quantity(slice.p95(), "ms"),
                "P95 latency of the last 10 s is " + Numbers.quantity(slice.p95(), "ms") + ", " + range + ": "
                        + verdict.reason() + ".",
                List.of(new Evidence(
                        "P95 latency", slice.p95(), verdict.expectedHigh(), "ms", "10s", slice.observations())));
    }

    private LatencyAnomaly() {}
}
