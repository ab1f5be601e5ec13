package dev.tocsin.events.host;

import dev.tocsin.events.HostSample;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Machines as Prometheus metrics, without a library's types, so that every service exposes the same names. Made anew for every
 * scrape, so a device that is gone leaves no series behind. Not thread-safe.
 */
public final class HostFamilies {

    private final CpuFamilies cpu = new CpuFamilies();
    private final MemoryFamilies memory = new MemoryFamilies();
    private final GpuFamilies gpu = new GpuFamilies();

    /** Adds the series of one machine; a part that is null could not be read and has none. */
    public HostFamilies add(
            Map<String, String> labels, HostSample.Cpu cpuNow, HostSample.Memory memoryNow, HostSample.Gpu gpuNow) {
        if (cpuNow != null) {
            cpu.add(labels, cpuNow);
        }
        if (memoryNow != null) {
            memory.add(labels, memoryNow);
        }
        if (gpuNow != null) {
            gpu.add(labels, gpuNow);
        }
        return this;
    }

    /** The metrics that have series: one without any is better not mentioned. */
    public List<Family> all() {
        return Stream.of(cpu.all(), memory.all(), gpu.all())
                .flatMap(families -> families)
                .filter(family -> !family.points().isEmpty())
                .toList();
    }
}
