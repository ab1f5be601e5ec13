package dev.tocsin.probe.schedule;

import java.time.Duration;

/**
 * The points in time offset + n · interval, for every whole n. Being points rather than pauses, they don't drift, and a
 * late or extra check does not move them.
 */
record Rhythm(long intervalNanos, long offsetNanos) {

    Rhythm {
        if (intervalNanos < 1 || offsetNanos < 0 || offsetNanos >= intervalNanos) {
            throw new IllegalArgumentException("interval " + intervalNanos + ", offset " + offsetNanos);
        }
    }

    /** @param phase where in the interval the points lie, from 0 (inclusive) to 1 (exclusive) */
    static Rhythm of(Duration interval, double phase) {
        long nanos = interval.toNanos();
        return new Rhythm(nanos, Math.min(nanos - 1, (long) (phase * nanos)));
    }

    /** The first point after that time. */
    long after(long nanoTime) {
        // Two steps, as the time since the last point is small while the times themselves may be near overflow.
        return nanoTime + intervalNanos - Math.floorMod(nanoTime - offsetNanos, intervalNanos);
    }

    /** How many points lie after the first time and before or at the second. */
    long between(long from, long to) {
        return to - from <= 0 ? 0 : Math.floorDiv(to - after(from), intervalNanos) + 1;
    }

    /**
     * The phase of one service at one location: services are scattered by their key, always the same way, and the
     * locations of one service divide its interval evenly.
     */
    static double phase(String service, int location, int locations) {
        int hash = service.hashCode() * 0x9E3779B9;
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        hash ^= hash >>> 16;
        double phase = (hash & 0xffffffffL) / 0x1p32 + (double) location / locations;
        return phase - Math.floor(phase);
    }
}
