package dev.tocsin.gateway.self;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the gateway is well enough to do its work.
 *
 * @param issues what is wrong, each with its figure
 */
public record DetailedHealth(Status status, List<String> issues) {

    /** From well to unable. */
    public enum Status {
        HEALTHY,
        WARNING,
        CRITICAL;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DetailedHealth {
        issues = List.copyOf(issues);
    }

    /** @param troubles what keeps the gateway from working, such as a dependency that is away */
    public static DetailedHealth of(SelfFigures now, List<String> troubles) {
        Status status = Status.HEALTHY;
        List<String> issues = new ArrayList<>();
        if (now.process().cpuPercent() > SelfLimits.CPU_PERCENT) {
            status = Status.WARNING;
            issues.add(text("High CPU usage: %.1f%%", now.process().cpuPercent()));
        }
        if (now.process().memoryPercent() > SelfLimits.MEMORY_PERCENT) {
            // Two of them together: what is short of both is about to fail.
            status = status == Status.WARNING ? Status.CRITICAL : Status.WARNING;
            issues.add(text("High memory usage: %.1f%%", now.process().memoryPercent()));
        }
        if (now.activeRequests() > SelfLimits.ACTIVE_REQUESTS) {
            status = status == Status.HEALTHY ? Status.WARNING : status;
            issues.add("High request load: " + now.activeRequests() + " active requests");
        }
        if (!troubles.isEmpty()) {
            status = Status.CRITICAL;
            issues.addAll(troubles);
        }
        return new DetailedHealth(status, issues);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
