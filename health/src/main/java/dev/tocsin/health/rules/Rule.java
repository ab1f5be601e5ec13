package dev.tocsin.health.rules;

import dev.tocsin.health.incident.Hold;

/** The rules by number. Ordinals are part of stored state: add at the end only. */
public enum Rule {
    /** Single results: so many failed checks in a row from enough locations. */
    CONSECUTIVE_FAILURES(1, "consecutive-failures", Hold.NONE),
    /** The last minute: some figure is red in the table of {@link dev.tocsin.health.figures.Graded}. */
    TIERED_THRESHOLDS(2, "tiered-thresholds", new Hold(2, 2)),
    /** The last minute: HealthTrack's ordered signals, the first that applies. */
    MULTI_SIGNAL(3, "multi-signal", new Hold(2, 2)),
    /** Full minutes: latency, error rate or throughput do what they have not done before. */
    ANOMALY(4, "anomaly", new Hold(1, 3)),
    /** Single pushed samples: beyond the limits of their metric type. */
    TELEMETRY_THRESHOLD(5, "telemetry-threshold", new Hold(1, 3)),
    /** A registered service of which no result comes. */
    SILENCE(6, "silence", Hold.NONE),
    /** Minutes to days: the error budget of a registered service is spent too fast. */
    SLO_BURN(7, "slo-burn", new Hold(2, 2));

    private final int number;
    private final String wire;
    private final Hold hold;

    Rule(int number, String wire, Hold hold) {
        this.number = number;
        this.wire = wire;
        this.hold = hold;
    }

    public int number() {
        return number;
    }

    public String wire() {
        return wire;
    }

    public Hold hold() {
        return hold;
    }
}
