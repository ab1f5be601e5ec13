package dev.tocsin.health.figures;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.health.aggregate.Aggregate;

/**
 * What became of the time that should have been observed: up, down, or unknown because nobody looked or the prober was blind.
 *
 * <p>Each check stands for one interval, so the shares are weighted by time, and a stretch without checks is neither up nor
 * down. Less than one interval in all is no gap, because a check shortly before the view stands for its begin. Several
 * locations add up: an hour of three locations is three hours expected.
 *
 * @param upMs checks that were ok stand for this
 * @param downMs checks that failed stand for this
 * @param unknownMs expected and not covered
 */
public record Uptime(long upMs, long downMs, long unknownMs) {

    public static final Uptime NOTHING_EXPECTED = new Uptime(0, 0, 0);

    public Uptime {
        if (upMs < 0 || downMs < 0 || unknownMs < 0) {
            throw new IllegalArgumentException("times must not be negative");
        }
    }

    /**
     * The uptime that one location saw.
     *
     * @param expectedMs how much of the view should have been observed: since the location began to look
     */
    public static Uptime of(Aggregate location, long expectedMs) {
        long expected = Math.max(0, expectedMs);
        if (location.known() == 0) {
            return new Uptime(0, 0, expected);
        }
        long each = location.coveredMs() / location.observations();
        long looked = expected - location.coveredMs() <= each ? expected : location.coveredMs();
        double known = location.known();
        // Blind results stand for time as well, as much each as the others, but cover none of it.
        long covered = Math.round(looked * (known / location.observations()));
        long up = Math.round(covered * (location.count(CheckStatus.OK) / known));
        return new Uptime(up, covered - up, expected - covered);
    }

    /** Both together: that of another location. */
    public Uptime plus(Uptime other) {
        return new Uptime(upMs + other.upMs, downMs + other.downMs, unknownMs + other.unknownMs);
    }

    public long expectedMs() {
        return upMs + downMs + unknownMs;
    }

    /** Share of the expected time, 0..1; the three add up to 1. NaN if nothing was expected. */
    public double up() {
        return share(upMs);
    }

    public double down() {
        return share(downMs);
    }

    public double unknown() {
        return share(unknownMs);
    }

    /** Share of the expected time that is known, 0..1; NaN if nothing was expected. */
    public double coverage() {
        return share(upMs + downMs);
    }

    private double share(long part) {
        return expectedMs() == 0 ? Double.NaN : (double) part / expectedMs();
    }
}
