package dev.tocsin.health.figures;

import java.util.OptionalLong;

/**
 * Whether a registered service has fallen silent: nothing of it came for longer than three intervals and a timeout, and never
 * for less than a minute. Three, because one result may be late and one may be lost; the timeout, because a check tells
 * nothing until its deadline.
 *
 * @param quietMs how long nothing has come
 * @param limitMs how long nothing may come
 * @param everHeard whether a result is known; if none is, it counts as quiet since it was registered
 */
public record Silence(long quietMs, long limitMs, boolean everHeard) {

    private static final long MIN_LIMIT_MS = 60_000;
    private static final int MISSED_RESULTS = 3;

    /**
     * How quiet a service is.
     *
     * @param newestResult event time of the newest result of any location, blind ones included, epoch ms
     * @param registeredAt since when results are due, epoch ms
     */
    public static Silence of(OptionalLong newestResult, long registeredAt, long intervalMs, long timeoutMs, long now) {
        long since = newestResult.orElse(registeredAt);
        return new Silence(Math.max(0, now - since), limit(intervalMs, timeoutMs), newestResult.isPresent());
    }

    /** How long nothing may come. */
    public static long limit(long intervalMs, long timeoutMs) {
        return Math.max(MISSED_RESULTS * intervalMs + timeoutMs, MIN_LIMIT_MS);
    }

    /** Whether it lasts too long. */
    public boolean silent() {
        return quietMs > limitMs;
    }

    String sentence() {
        String limit = Wording.duration(limitMs);
        return everHeard
                ? "No result for " + Wording.duration(quietMs) + ", longer than " + limit + "."
                : "No result is known; one was due within " + limit + ".";
    }
}
