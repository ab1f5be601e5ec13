package dev.tocsin.health.figures;

import java.util.Locale;

/** How reasons write numbers. */
final class Wording {

    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;

    /** At most two decimals, none where they say nothing. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    static String quantity(double value, String unit) {
        return unit.isEmpty() ? number(value) : number(value) + " " + unit;
    }

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
