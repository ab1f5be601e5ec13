package dev.tocsin.hardware.exposition;

import dev.tocsin.events.HostSample;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Host samples as Prometheus series, ready for any of the library's writers or to stand beside a registry's own. Made
 * anew for every scrape, so a device that is gone leaves no series behind.
 */
public final class HostMetrics {

    private final CpuFamilies cpu = new CpuFamilies();
    private final MemoryFamilies memory = new MemoryFamilies();
    private final GpuFamilies gpu = new GpuFamilies();

    /** The series of the one host that an endpoint speaks for, without a host label. */
    public static MetricSnapshots of(HostSample sample) {
        return ofParts(sample.cpu(), sample.memory(), sample.gpu());
    }

    /** The same for a host that could only be read in part: a part that is null has no series. */
    public static MetricSnapshots ofParts(HostSample.Cpu cpu, HostSample.Memory memory, HostSample.Gpu gpu) {
        HostMetrics metrics = new HostMetrics();
        metrics.add(Labels.EMPTY, cpu, memory, gpu);
        return metrics.snapshots();
    }

    /** The series of several hosts, told apart by the label {@code host}; of two samples of one host the later counts. */
    public static MetricSnapshots ofHosts(Collection<HostSample> samples) {
        Map<String, HostSample> latest = new LinkedHashMap<>();
        samples.forEach(sample -> latest.merge(
                sample.host(), sample, (one, other) -> other.timestamp() >= one.timestamp() ? other : one));
        HostMetrics metrics = new HostMetrics();
        latest.forEach(
                (host, sample) -> metrics.add(Labels.of("host", host), sample.cpu(), sample.memory(), sample.gpu()));
        return metrics.snapshots();
    }

    private void add(Labels labels, HostSample.Cpu cpuNow, HostSample.Memory memoryNow, HostSample.Gpu gpuNow) {
        if (cpuNow != null) {
            cpu.add(labels, cpuNow);
        }
        if (memoryNow != null) {
            memory.add(labels, memoryNow);
        }
        if (gpuNow != null) {
            gpu.add(labels, gpuNow);
        }
    }

    private MetricSnapshots snapshots() {
        List<MetricSnapshot> all = Stream.of(cpu.all(), memory.all(), gpu.all())
                .flatMap(families -> families)
                .map(Family::snapshot)
                .flatMap(Optional::stream)
                .toList();
        return new MetricSnapshots(all);
    }

    private HostMetrics() {}
}
