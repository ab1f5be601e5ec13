package dev.tocsin.alerting.channel;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and figures as people read them. Pure. */
public final class Words {

    private static final DateTimeFormatter CLOCK_TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** For example {@code 12:01:03}, UTC. */
    public static String clockTime(long epochMs) {
        return CLOCK_TIME.format(Instant.ofEpochMilli(epochMs));
    }

    /** For example {@code 2026-01-01 12:01:03 UTC}. */
    public static String dateTime(long epochMs) {
        return DATE_TIME.format(Instant.ofEpochMilli(epochMs));
    }

    /** The two largest units that matter, for example {@code 4 min 12 s} or {@code 2 d 3 h}. */
    public static String duration(long ms) {
        long seconds = Math.max(0, ms) / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds, 60, "min", 1, "s");
        }
        if (seconds < 86_400) {
            return two(seconds, 3600, "h", 60, "min");
        }
        return two(seconds, 86_400, "d", 3600, "h");
    }

    private static String two(long seconds, long large, String largeUnit, long small, String smallUnit) {
        long rest = seconds % large / small;
        return seconds / large + " " + largeUnit + (rest == 0 ? "" : " " + rest + " " + smallUnit);
    }

    /** Four significant digits at most, thousands apart, without trailing zeros: {@code 3 214}, {@code 0.125}. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        int decimals = size >= 1000 || value == Math.rint(value) ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value).replace(',', ' ');
        return decimals == 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    /** The number and its unit, for example {@code 3 214 ms} or {@code 12 %}. */
    public static String quantity(double value, String unit) {
        return unit == null || unit.isBlank() ? number(value) : number(value) + " " + unit;
    }

    private Words() {}
}
