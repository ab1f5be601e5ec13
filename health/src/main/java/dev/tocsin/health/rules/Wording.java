package dev.tocsin.health.rules;

import java.util.List;
import java.util.Locale;

/** How rules write numbers and lists, the same everywhere. */
final class Wording {

    /** At most two decimals, none where they say nothing: {@code 812}, {@code 0.35}, {@code 12.5}. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** A number with its unit as it is written: {@code 812 ms}, {@code 3.2 %}. */
    static String quantity(double value, String unit) {
        return unit.isEmpty() ? number(value) : number(value) + " " + unit;
    }

    /** In one unit: {@code 90 seconds}, {@code 3 minutes}, {@code 2 hours}. */
    static String duration(long millis) {
        long seconds = millis / 1_000;
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (seconds % 60 != 0 || seconds < 60) {
            return seconds + (seconds == 1 ? " second" : " seconds");
        }
        long minutes = seconds / 60;
        return minutes % 60 != 0
                ? minutes + (minutes == 1 ? " minute" : " minutes")
                : minutes / 60 + (minutes == 60 ? " hour" : " hours");
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> items) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        int last = items.size() - 1;
        return String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    private Wording() {}
}
