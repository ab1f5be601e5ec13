package dev.tocsin.hardware.oshi;

import dev.tocsin.events.HostSample.Memory;
import dev.tocsin.hardware.sampling.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import oshi.hardware.GlobalMemory;
import oshi.hardware.VirtualMemory;

/**
 * Memory and swap. Used is total − available, so that used and percent tell the same story; free, smaller than available,
 * is what Linux has not even lent to a cache. Elsewhere free is available.
 */
final class MemoryCollector implements Collector<Memory> {

    private static final long KIB = 1024;

    private final GlobalMemory memory;
    private final Path procMeminfo;
    private final boolean linux;

    MemoryCollector(GlobalMemory memory, Path proc) {
        this.memory = memory;
        this.procMeminfo = proc.resolve("meminfo");
        this.linux = Files.isReadable(procMeminfo);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Memory collect() throws IOException {
        long total = memory.getTotal();
        if (total <= 0) {
            throw new IOException("the operating system does not say how much memory there is");
        }
        long available = memory.getAvailable();
        VirtualMemory swap = memory.getVirtualMemory();
        long swapTotal = swap.getSwapTotal();
        long swapUsed = swap.getSwapUsed();
        return new Memory(
                total,
                available,
                total - available,
                free(available),
                percent(total - available, total),
                swapTotal,
                swapUsed,
                swapTotal - swapUsed,
                percent(swapUsed, swapTotal),
                swap.getSwapPagesIn(),
                swap.getSwapPagesOut());
    }

    private long free(long available) throws IOException {
        if (!linux) {
            return available;
        }
        return KernelFile.read(procMeminfo).number("MemFree:").orElse(available / KIB) * KIB;
    }

    private static double percent(long part, long whole) {
        return whole <= 0 ? 0 : Rounding.toThousandths(100.0 * part / whole);
    }
}
