package dev.tocsin.health.detect;

/** How long ago, in words that a reader need not count: {@code 7 days}, {@code 3 hours}. */
final class TimeSpan {

    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;

    static String words(long millis) {
        if (millis >= 2 * DAY_MS) {
            return millis / DAY_MS + " days";
        }
        if (millis >= 2 * HOUR_MS) {
            return millis / HOUR_MS + " hours";
        }
        return Math.max(2, millis / MINUTE_MS) + " minutes";
    }

    private TimeSpan() {}
}
