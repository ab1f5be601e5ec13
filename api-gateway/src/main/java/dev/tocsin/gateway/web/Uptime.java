package dev.tocsin.gateway.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** How long the gateway has been running. */
final class Uptime {

    private final Clock clock;
    private final long startedAt;

    Uptime(Clock clock) {
        this.clock = clock;
        this.startedAt = clock.millis();
    }

    double seconds() {
        return (clock.millis() - startedAt) / 1_000.0;
    }

    /** As {@code h:mm:ss} or {@code n days, h:mm:ss}. */
    String readable() {
        return readable(Duration.ofMillis(clock.millis() - startedAt));
    }

    static String readable(Duration up) {
        String time =
                String.format(Locale.ROOT, "%d:%02d:%02d", up.toHoursPart(), up.toMinutesPart(), up.toSecondsPart());
        if (up.toDays() == 0) {
            return time;
        }
        return up.toDays() + (up.toDays() == 1 ? " day, " : " days, ") + time;
    }
}
