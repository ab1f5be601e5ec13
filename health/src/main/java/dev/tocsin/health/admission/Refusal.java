package dev.tocsin.health.admission;

import java.util.Locale;

/** Why a record that can be read does not count. */
public enum Refusal implements Admission {
    /** From the future: the producer's clock is wrong. */
    FUTURE,
    /** Too late to count. */
    LATE,
    /** Out of bounds as milliseconds, but not as another unit of time. */
    WRONG_UNIT;

    /** The quarantine's stable word for it. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What was wrong and what to do, for people. */
    public String detail(long eventTime, long appendTime) {
        return switch (this) {
            case FUTURE ->
                "timestamp " + eventTime + " is more than 2 minutes ahead of its arrival at " + appendTime
                        + "; check the producer's clock and that it sends milliseconds";
            case LATE ->
                "timestamp " + eventTime + " is more than 2 hours before its arrival at " + appendTime
                        + "; check the producer's clock and that it sends milliseconds";
            case WRONG_UNIT ->
                "timestamp looks like "
                        + WrongUnit.of(eventTime, appendTime).orElseThrow().words() + "; send milliseconds";
        };
    }
}
