package dev.tocsin.gateway.self;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the own process again and again, so that nobody who asks has to wait for a measurement. Thread-safe. Processor time
 * is compared with the look before, the very first time with the start of the process.
 */
public final class ProcessWatch implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(ProcessWatch.class);
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIB = 1_024;

    private final Clock clock;
    private final Duration interval;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "gateway-process-watch");
        thread.setDaemon(true);
        return thread;
    });
    private long cpuNanosBefore;
    private long nanosBefore;
    private volatile ProcessFigures latest;

    /** Takes the first look. */
    public ProcessWatch(Clock clock, Duration interval) {
        this.clock = clock;
        this.interval = interval;
        nanosBefore = System.nanoTime()
                - TimeUnit.MILLISECONDS.toNanos(
                        ManagementFactory.getRuntimeMXBean().getUptime());
        latest = look();
    }

    public void start() {
        executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        latest = look();
                    } catch (RuntimeException e) {
                        // Thrown on, it would end the schedule.
                        logger.warn("The gateway cannot look at its own process; its figures stay as they were", e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    public ProcessFigures latest() {
        return latest;
    }

    /** Whether the looks still come: false once three are missing. */
    public boolean isWatching() {
        return clock.millis() - latest.at() <= 3 * interval.toMillis();
    }

    private synchronized ProcessFigures look() {
        long cpuNanos = Math.max(0, system.getProcessCpuTime());
        long nanos = System.nanoTime();
        double cpuPercent = ProcessFigures.cpuPercent(
                cpuNanos - cpuNanosBefore, nanos - nanosBefore, system.getAvailableProcessors());
        cpuNanosBefore = cpuNanos;
        nanosBefore = nanos;
        Map<String, Long> status = status();
        boolean unix = system instanceof UnixOperatingSystemMXBean;
        return new ProcessFigures(
                cpuPercent,
                cpuNanos / 1e9,
                status.getOrDefault("VmRSS", 0L) * KIB,
                status.getOrDefault("VmSize", 0L) * KIB,
                system.getTotalMemorySize(),
                status.getOrDefault(
                        "Threads", (long) ManagementFactory.getThreadMXBean().getThreadCount()),
                unix ? ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount() : 0,
                unix ? ((UnixOperatingSystemMXBean) system).getMaxFileDescriptorCount() : 0,
                ManagementFactory.getRuntimeMXBean().getStartTime(),
                clock.millis());
    }

    /** The numbers of the kernel's account of this process, memory in KiB; empty where there is no such file. */
    private static Map<String, Long> status() {
        if (!Files.isReadable(STATUS)) {
            return Map.of();
        }
        try {
            return numbers(Files.readString(STATUS));
        } catch (IOException e) {
            logger.debug("{} cannot be read", STATUS, e);
            return Map.of();
        }
    }

    static Map<String, Long> numbers(String status) {
        return status.lines()
                .map(line -> line.split("[:\\s]+"))
                .filter(words -> words.length >= 2 && words[1].matches("\\d{1,18}"))
                .collect(Collectors.toMap(words -> words[0], words -> Long.parseLong(words[1]), (one, other) -> one));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
