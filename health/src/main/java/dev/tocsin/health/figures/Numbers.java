package dev.tocsin.health.figures;

import java.util.Locale;

/** How numbers are written for people, the same everywhere. */
public final class Numbers {

    /** At most two decimals, none where they say nothing: {@code 812}, {@code 0.35}, {@code 12.5}. */
    public static String plain(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** A number with its unit as it is written: {@code 812 ms}, {@code 3.2 %}. */
    public static String quantity(double value, String unit) {
        return unit.isEmpty() ? plain(value) : plain(value) + " " + unit;
    }

    private Numbers() {}
}
