package dev.tocsin.probe;

import dev.tocsin.events.ProbeResult;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands results on and remembers when the last one passed. Thread-safe. */
final class Pulse implements Consumer<ProbeResult> {

    private final Consumer<ProbeResult> next;
    private volatile long lastAt;
    private volatile boolean any;

    Pulse(Consumer<ProbeResult> next) {
        this.next = next;
    }

    @Override
    public void accept(ProbeResult result) {
        lastAt = System.nanoTime();
        any = true;
        next.accept(result);
    }

    /** Time since the last result; empty before the first. */
    Optional<Duration> sinceLast() {
        return any ? Optional.of(Duration.ofNanos(System.nanoTime() - lastAt)) : Optional.empty();
    }
}
