package dev.tocsin.health.admission;

import dev.tocsin.events.Limits;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The units of time that producers send by mistake. */
enum WrongUnit {
    SECONDS(Duration.ofSeconds(1)),
    MICROSECONDS(Duration.ofNanos(1_000)),
    NANOSECONDS(Duration.ofNanos(1));

    private static final long NANOS_IN_A_MILLI = 1_000_000;

    private final long nanos;

    WrongUnit(Duration unit) {
        this.nanos = unit.toNanos();
    }

    /** The unit in which an event time that is out of bounds as milliseconds would be within them. */
    static Optional<WrongUnit> of(long eventTime, long appendTime) {
        return Arrays.stream(values())
                .filter(wrong -> Admission.isWithinBounds(wrong.toMillis(eventTime), appendTime))
                .findFirst();
    }

    /** An amount of this unit in ms; one that would not fit is as far out of bounds as any can be. */
    private long toMillis(long amount) {
        if (nanos <= NANOS_IN_A_MILLI) {
            return amount / (NANOS_IN_A_MILLI / nanos);
        }
        long millis = nanos / NANOS_IN_A_MILLI;
        return amount < 0 || amount > Limits.MAX_TIME ? Long.MAX_VALUE : amount * millis;
    }

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
