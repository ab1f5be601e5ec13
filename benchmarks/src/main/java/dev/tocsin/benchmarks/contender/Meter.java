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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Watches this process: notes every 10 ms how much processor time it has used so far, and when it had read so many records
 * that it counts as warm.
 *
 * <p>{@link #read(long)} may be called from any thread.
 */
public final class Meter {

    private static final long EVERY_MS = 10;
    private static final Path STATUS = Path.of("/proc/self/status");

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long[] times = new long[1024];
    private long[] cpuNanos = new long[1024];
    private int samples;
    private final long warmUp;
    private final LongAdder read = new LongAdder();
    private volatile LongSupplier alsoRead = () -> 0;
    private volatile long beganAt;
    private volatile long before;
    private volatile long endedAt;
    private volatile Supplier<Optional<Checkpoint>> newest = Optional::empty;
    private final List<Checkpoint> checkpoints = new ArrayList<>();

    /**
     * What was seen.
     *
     * @param beganAt when it was warm, epoch ms; 0 if it never was
     * @param before records that it had read by then
     * @param endedAt when the last was added, epoch ms; 0 if the process cannot tell
     * @param times of the samples, epoch ms
     * @param cpuNanos processor time of the process until then
     * @param peakMemoryBytes the largest resident set that it had, 0 where the system does not say
     * @param checkpoints that were completed
     */
    public record Reading(
            long beganAt,
            long before,
            long endedAt,
            long[] times,
            long[] cpuNanos,
            long peakMemoryBytes,
            List<Checkpoint> checkpoints) {

        /** Processor seconds from one time to another, epoch ms. */
        public double cpuSeconds(long from, long until) {
            return (cpuNanosAt(until) - cpuNanosAt(from)) / 1e9;
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

    private Meter(long warmUp) {
        this.warmUp = warmUp;
    }

    /**
     * Starts to watch.
     *
     * @param warmUp so many records are read before what is measured begins
     */
    static Meter start(long warmUp) {
        Meter meter = new Meter(warmUp);
        Thread thread = new Thread(meter::watch, "meter");
        thread.setDaemon(true);
        thread.start();
        return meter;
    }

    /** So many more records have been read. */
    void read(long records) {
        read.add(records);
    }

    /** The last record has been added. */
    void ended() {
        endedAt = System.currentTimeMillis();
    }

    /** Asks every 10 ms how many records have been read, where nobody says so. */
    void readsAs(LongSupplier records) {
        alsoRead = records;
    }

    /** Asks every 10 ms whether a checkpoint was completed. */
    void sees(Supplier<Optional<Checkpoint>> newCheckpoint) {
        newest = newCheckpoint;
    }

    synchronized Reading read() {
        sample();
        return new Reading(
                beganAt,
                before,
                endedAt,
                Arrays.copyOf(times, samples),
                Arrays.copyOf(cpuNanos, samples),
                peakMemory(),
                List.copyOf(checkpoints));
    }

    private void watch() {
        try {
            while (true) {
                long records = read.sum() + alsoRead.getAsLong();
                if (beganAt == 0 && records > warmUp) {
                    // Without a warm-up all records are measured, also those that were read before this looked.
                    before = warmUp == 0 ? 0 : records;
                    beganAt = System.currentTimeMillis();
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
