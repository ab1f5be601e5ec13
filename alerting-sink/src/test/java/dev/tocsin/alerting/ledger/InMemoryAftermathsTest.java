package dev.tocsin.alerting.ledger;

import dev.tocsin.alerting.MutableClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

class InMemoryAftermathsTest extends AftermathsContract {

    private final MutableClock clock = new MutableClock();
    private final Map<Duration, Aftermaths> byGrace = new HashMap<>();

    @Override
    protected Aftermaths aftermaths(Duration grace) {
        return byGrace.computeIfAbsent(grace, duration -> new InMemoryAftermaths(clock, duration));
    }

    @Override
    protected long now() {
        return clock.millis();
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
