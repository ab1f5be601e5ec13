package dev.tocsin.benchmarks.contender;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Watches this process: notes every 10 ms how much processor time it has used so far, and when its first record was read.
 *
 * <p>{@link #began} may be called from any thread and as often as one likes.
 */
public final class Meter {

    private static final long EVERY_MS = 10;
    private static final Path STATUS = Path.of("/proc/self/status");

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long[] times = new long[1024];
    private long[] cpuNanos = new long[1024];
    private int samples;
    private volatile long beganAt;
    private volatile long endedAt;
    private volatile BooleanSupplier begun = () -> false;
    private volatile Supplier<Optional<Checkpoint>> newest = Optional::empty;
    private final List<Checkpoint> checkpoints = new ArrayList<>();

    /**
     * What was seen.
     *
     * @param beganAt when the first record was read, epoch ms; 0 if none was
     * @param endedAt when the last was added, epoch ms; 0 if the process cannot tell
     * @param times of the samples, epoch ms
     * @param cpuNanos processor time of the process until then
     * @param peakMemoryBytes the largest resident set that it had, 0 where the system does not say
     * @param checkpoints that were completed
     */
    public record Reading(
            long beganAt,
            long endedAt,
            long[] times,
            long[] cpuNanos,
            long peakMemoryBytes,
            List<Checkpoint> checkpoints) {

        /** Processor seconds from the beginning to a time. */
        public double cpuSeconds(long until) {
            return (cpuNanosAt(until) - cpuNanosAt(beganAt)) / 1e9;
        }

        private double cpuNanosAt(long time) {
            int at = Arrays.binarySearch(times, time);
            int after = at >= 0 ? at : -at - 1;
            if (after == 0) {
                return cpuNanos[0];
            }
            if (after == times.length) {
                return cpuNanos[after - 1];
            }
            double share = (double) (time - times[after - 1]) / Math.max(1, times[after] - times[after - 1]);
            return cpuNanos[after - 1] + share * (cpuNanos[after] - cpuNanos[after - 1]);
        }
    }

    /** How long a checkpoint took, from its trigger to its completion, and how much state it holds. */
    public record Checkpoint(long millis, long bytes) {}

    /** Starts to watch. */
    static Meter start() {
        Meter meter = new Meter();
        Thread thread = new Thread(meter::watch, "meter");
        thread.setDaemon(true);
        thread.start();
        return meter;
    }

    /** The first record has been read. */
    void began() {
        if (beganAt == 0) {
            beganAt = System.currentTimeMillis();
        }
    }

    /** The last record has been added. */
    void ended() {
        endedAt = System.currentTimeMillis();
    }

    /** Asks every 10 ms whether the first record has been read, where nobody says so. */
    void beginsWhen(BooleanSupplier first) {
        begun = first;
    }

    /** Asks every 10 ms whether a checkpoint was completed. */
    void sees(Supplier<Optional<Checkpoint>> newCheckpoint) {
        newest = newCheckpoint;
    }

    synchronized Reading read() {
        sample();
        return new Reading(
                beganAt,
                endedAt,
                Arrays.copyOf(times, samples),
                Arrays.copyOf(cpuNanos, samples),
                peakMemory(),
                List.copyOf(checkpoints));
    }

    private void watch() {
        try {
            while (true) {
                if (beganAt == 0 && begun.getAsBoolean()) {
                    began();
                }
                sample();
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void sample() {
        if (samples == times.length) {
            times = Arrays.copyOf(times, samples * 2);
            cpuNanos = Arrays.copyOf(cpuNanos, samples * 2);
        }
        times[samples] = System.currentTimeMillis();
        cpuNanos[samples++] = system.getProcessCpuTime();
        newest.get().ifPresent(checkpoints::add);
    }

    private static long peakMemory() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // not Linux's kind of /proc
        }
    }
}
