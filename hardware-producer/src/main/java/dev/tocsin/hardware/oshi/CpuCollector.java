package dev.tocsin.hardware.oshi;

import dev.tocsin.events.HostSample.Cpu;
import dev.tocsin.hardware.sampling.BusyShares;
import dev.tocsin.hardware.sampling.Collector;
import dev.tocsin.hardware.sampling.CpuTicks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;

/**
 * The processor. Shares are those since the previous call.
 *
 * <p>Physical cores, and the frequency's bounds, are asked for once.
 */
final class CpuCollector implements Collector<Cpu> {

    private static final double HERTZ_PER_MHZ = 1e6;
    private static final double KILOHERTZ_PER_MHZ = 1e3;
    /** Asking for the frequency wakes every core and, on some kernels, waits for it. */
    private static final long FREQUENCY_REUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final CentralProcessor processor;
    private final Path procStat;
    private final LongSupplier nanoTime;
    private final boolean linux;
    private final double frequencyMin;
    private final double frequencyMax;
    private final BusyShares shares = new BusyShares();

    private double frequency;
    private long frequencyReadAt;

    CpuCollector(CentralProcessor processor, Path proc, Path sys, LongSupplier nanoTime) {
        this.processor = processor;
        this.procStat = proc.resolve("stat");
        this.nanoTime = nanoTime;
        this.linux = Files.isReadable(procStat);
        this.frequencyMin = minimum(sys.resolve("devices/system/cpu/cpu0/cpufreq/cpuinfo_min_freq"));
        this.frequencyMax = Math.max(0, processor.getMaxFreq() / HERTZ_PER_MHZ);
        this.frequencyReadAt = nanoTime.getAsLong() - FREQUENCY_REUSE_NANOS;
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public Cpu collect() throws IOException {
        BusyShares.Shares busy = shares.next(Arrays.stream(processor.getProcessorCpuLoadTicks())
                .map(CpuCollector::ticks)
                .toList());
        KernelFile stat = linux ? KernelFile.read(procStat) : new KernelFile(List.of());
        return new Cpu(
                processor.getPhysicalProcessorCount(),
                processor.getLogicalProcessorCount(),
                frequency(),
                frequencyMin,
                frequencyMax,
                Rounding.toThousandths(busy.total()),
                busy.perCore().stream().map(Rounding::toThousandths).toList(),
                // From the file that is open anyway: OSHI would read it once more for each of them.
                stat.number("ctxt").orElseGet(processor::getContextSwitches),
                stat.number("intr").orElseGet(processor::getInterrupts),
                stat.number("softirq").orElse(0),
                0);
    }

    private static CpuTicks ticks(long[] byType) {
        long idle = byType[TickType.IDLE.getIndex()] + byType[TickType.IOWAIT.getIndex()];
        return new CpuTicks(Arrays.stream(byType).sum() - idle, idle);
    }

    private double frequency() {
        long now = nanoTime.getAsLong();
        if (now - frequencyReadAt >= FREQUENCY_REUSE_NANOS) {
            frequencyReadAt = now;
            frequency = Rounding.toThousandths(Arrays.stream(processor.getCurrentFreq())
                            .filter(hertz -> hertz > 0)
                            .average()
                            .orElse(0)
                    / HERTZ_PER_MHZ);
        }
        return frequency;
    }

    /** OSHI knows no minimum; where the kernel does not say one either (most virtual machines), it is unknown: 0. */
    private static double minimum(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip()) / KILOHERTZ_PER_MHZ;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
