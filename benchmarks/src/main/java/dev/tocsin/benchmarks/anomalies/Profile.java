package dev.tocsin.benchmarks.anomalies;

import java.util.Locale;

/** What counts how much. */
enum Profile {
    STANDARD(0.11, 1),
    /** False alarms cost twice as much. */
    LOW_FP(0.22, 1),
    /** Missed windows cost twice as much. */
    LOW_FN(0.11, 2);

    private final double falseAlarm;
    private final double missed;

    Profile(double falseAlarm, double missed) {
        this.falseAlarm = falseAlarm;
        this.missed = missed;
    }

    /** Weight of an alarm outside of all windows; one in a window weighs 1. */
    double falseAlarm() {
        return falseAlarm;
    }

    /** Weight of a window without an alarm. */
    double missed() {
        return missed;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
