package dev.tocsin.health.figures;

/** How reasons write lengths of time. */
final class Wording {

    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;

    /** In its largest unit and, of what is left, the next: {@code 95 s}, {@code 1 h 3 min}. */
    static String duration(long millis) {
        if (millis < 2 * MINUTE_MS) {
            return millis / 1_000 + " s";
        }
        if (millis < HOUR_MS) {
            return millis / MINUTE_MS + " min";
        }
        return millis < DAY_MS
                ? millis / HOUR_MS + " h " + millis % HOUR_MS / MINUTE_MS + " min"
                : millis / DAY_MS + " d " + millis % DAY_MS / HOUR_MS + " h";
    }

    private Wording() {}
}
