package dev.tocsin.health.rules;

import java.util.List;

/** How rules write lengths of time and lists, the same everywhere. */
final class Wording {

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
