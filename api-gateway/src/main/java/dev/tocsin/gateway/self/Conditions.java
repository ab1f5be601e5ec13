package dev.tocsin.gateway.self;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is wrong with the gateway right now. Compared strictly: a figure at its limit is not above it.
 *
 * @param active figures above their limit
 * @param warnings processors and memory above four fifths of it
 */
public record Conditions(List<Entry> active, List<Entry> warnings) {

    /** One figure that is too high: which, how high, above what, and a sentence. */
    public record Entry(String type, double value, double threshold, String message) {}

    public Conditions {
        active = List.copyOf(active);
        warnings = List.copyOf(warnings);
    }

    public static Conditions of(SelfFigures now) {
        List<Entry> active = new ArrayList<>();
        List<Entry> warnings = new ArrayList<>();
        double cpu = now.process().cpuPercent();
        judge(cpu, SelfLimits.CPU_PERCENT, "cpu", "The process uses %.1f %% of all processors", active, warnings);
        double memory = now.process().memoryPercent();
        judge(memory, SelfLimits.MEMORY_PERCENT, "memory", "The process holds %.1f %% of the RAM", active, warnings);
        double errors = now.judgedErrorPercent();
        if (errors > SelfLimits.ERROR_RATE_PERCENT) {
            active.add(entry(
                    "high_error_rate",
                    errors,
                    SelfLimits.ERROR_RATE_PERCENT,
                    "%.1f %% of the requests of the last 5 minutes were answered with 5xx"));
        }
        if (now.activeRequests() > SelfLimits.ACTIVE_REQUESTS) {
            active.add(entry(
                    "high_load", now.activeRequests(), SelfLimits.ACTIVE_REQUESTS, "%.0f requests are in flight"));
        }
        return new Conditions(active, warnings);
    }

    private static void judge(
            double value, double limit, String what, String sentence, List<Entry> active, List<Entry> warnings) {
        if (value > limit) {
            active.add(entry("high_" + what, value, limit, sentence));
        } else if (value > limit * SelfLimits.WARNING_SHARE) {
            warnings.add(entry(what + "_warning", value, limit * SelfLimits.WARNING_SHARE, sentence));
        }
    }

    private static Entry entry(String type, double value, double threshold, String sentence) {
        String message = String.format(Locale.ROOT, sentence + "; the limit is %.0f", value, threshold);
        return new Entry(type, value, threshold, message);
    }

    /** The figures that were judged, under their names in the API. */
    public static Map<String, Object> values(SelfFigures now) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("cpu_percent", now.process().cpuPercent());
        values.put("memory_percent", now.process().memoryPercent());
        values.put("error_rate_percent", now.judgedErrorPercent());
        values.put("active_requests", now.activeRequests());
        return values;
    }

    /** What they are judged by, under their names in the API. */
    public static Map<String, Object> thresholds() {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("cpu_percent", SelfLimits.CPU_PERCENT);
        limits.put("memory_percent", SelfLimits.MEMORY_PERCENT);
        limits.put("response_time_p95", SelfLimits.RESPONSE_TIME_P95);
        limits.put("error_rate_percent", SelfLimits.ERROR_RATE_PERCENT);
        limits.put("active_requests", SelfLimits.ACTIVE_REQUESTS);
        return limits;
    }
}
