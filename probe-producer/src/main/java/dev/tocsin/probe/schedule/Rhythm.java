package dev.tocsin.probe.schedule;

import java.time.Duration;

/**
 * The points in time anchor + n · interval, for every whole n. Being points rather than pauses, they don't drift, and a
 * late or extra check does not move them.
 *
 * @param anchorNanos one of the points, in the sense of {@link System#nanoTime}
 */
record Rhythm(long intervalNanos, long anchorNanos) {

    Rhythm {
        if (intervalNanos < 1) {
            throw new IllegalArgumentException("interval " + intervalNanos);
        }
    }

    /**
     * @param origin the time that all rhythms of a schedule start from
     * @param phase where in the interval the points lie, from 0 (inclusive) to 1 (exclusive)
     */
    static Rhythm of(long origin, Duration interval, double phase) {
        long nanos = interval.toNanos();
        return new Rhythm(nanos, origin + (long) (phase * nanos));
    }

    /** The first point after that time. */
    long after(long nanoTime) {
        // Only differences of times are divided: the times themselves may overflow.
        return nanoTime + intervalNanos - Math.floorMod(nanoTime - anchorNanos, intervalNanos);
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
