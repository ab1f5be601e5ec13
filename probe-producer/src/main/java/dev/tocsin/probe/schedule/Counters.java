package dev.tocsin.probe.schedule;

import java.util.concurrent.atomic.AtomicLong;

/** What the schedule has done since the start. Thread-safe. */
public final class Counters {

    final AtomicLong started = new AtomicLong();
    final AtomicLong finished = new AtomicLong();
    final AtomicLong overlapping = new AtomicLong();
    final AtomicLong late = new AtomicLong();
    final AtomicLong broken = new AtomicLong();

    /** Checks begun. */
    public long started() {
        return started.get();
    }

    /** Checks whose result was handed on. */
    public long finished() {
        return finished.get();
    }

    /** Checks left out because the one before was still in progress. */
    public long overlapping() {
        return overlapping.get();
    }

    /** Checks left out because this process was too late for them: stopped, suspended, or short of CPU. */
    public long late() {
        return late.get();
    }

    /** Checks that a prober failed to make sense of, by its own fault. */
    public long broken() {
        return broken.get();
    }
}
