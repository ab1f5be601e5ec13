package dev.tocsin.health.admission;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The units of time that producers send by mistake. */
enum WrongUnit {
    SECONDS(TimeUnit.SECONDS),
    MICROSECONDS(TimeUnit.MICROSECONDS),
    NANOSECONDS(TimeUnit.NANOSECONDS);

    private final TimeUnit unit;

    WrongUnit(TimeUnit unit) {
        this.unit = unit;
    }

    /** The unit in which an event time that is out of bounds as milliseconds would be within them. */
    static Optional<WrongUnit> of(long eventTime, long appendTime) {
        return Arrays.stream(values())
                .filter(wrong -> Admission.isWithinBounds(wrong.unit.toMillis(eventTime), appendTime))
                .findFirst();
    }

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
