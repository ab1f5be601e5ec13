package dev.tocsin.benchmarks.process;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Locale;

/** What figures were measured on, in one line, since they mean nothing without it. */
public final class Machine {

    /** Beyond this many runnable threads a processor, something else takes part in the race. */
    private static final double BUSY = 0.5;

    /** The machine now; a second sentence warns if it has other work. */
    public static String describe() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        double load = system.getSystemLoadAverage();
        String machine = String.format(
                Locale.ROOT,
                "%d processors (%s, %s), Java %s, load average %.2f.",
                system.getAvailableProcessors(),
                system.getName(),
                system.getArch(),
                Runtime.version(),
                load);
        return load > BUSY * system.getAvailableProcessors()
                ? machine + " It has other work: events/s will be too low and delays too long."
                : machine;
    }

    private Machine() {}
}
