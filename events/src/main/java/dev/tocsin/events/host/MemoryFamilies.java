package dev.tocsin.events.host;

import dev.tocsin.events.HostSample.Memory;
import java.util.Map;
import java.util.stream.Stream;

/** The {@code memory_*} metrics. */
final class MemoryFamilies {

    private final Family total = Family.gauge("memory_virtual_total_bytes", "Memory.");
    private final Family available =
            Family.gauge("memory_virtual_available_bytes", "Memory that programs can have without swapping.");
    private final Family used = Family.gauge("memory_virtual_used_bytes", "Memory that is not available.");
    private final Family free =
            Family.gauge("memory_virtual_free_bytes", "Memory that nothing uses, not even a cache.");
    private final Family percent = Family.gauge("memory_virtual_percent", "Share that is not available, 0 to 100.");
    private final Family swapTotal = Family.gauge("memory_swap_total_bytes", "Swap space, 0 without.");
    private final Family swapUsed = Family.gauge("memory_swap_used_bytes", "Swap space in use.");
    private final Family swapFree = Family.gauge("memory_swap_free_bytes", "Swap space not in use.");
    private final Family swapPercent = Family.gauge("memory_swap_percent", "Share of swap space in use, 0 to 100.");
    private final Family swappedIn = Family.counter("memory_swap_sin_total", "Pages swapped in since boot.");
    private final Family swappedOut = Family.counter("memory_swap_sout_total", "Pages swapped out since boot.");

    void add(Map<String, String> labels, Memory memory) {
        total.add(labels, memory.total());
        available.add(labels, memory.available());
        used.add(labels, memory.used());
        free.add(labels, memory.free());
        percent.add(labels, memory.percent());
        swapTotal.add(labels, memory.swapTotal());
        swapUsed.add(labels, memory.swapUsed());
        swapFree.add(labels, memory.swapFree());
        swapPercent.add(labels, memory.swapPercent());
        swappedIn.add(labels, memory.swapIn());
        swappedOut.add(labels, memory.swapOut());
    }

    Stream<Family> all() {
        return Stream.of(
                total,
                available,
                used,
                free,
                percent,
                swapTotal,
                swapUsed,
                swapFree,
                swapPercent,
                swappedIn,
                swappedOut);
    }
}
