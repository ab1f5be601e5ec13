package dev.tocsin.hardware.exposition;

import dev.tocsin.events.HostSample;
import dev.tocsin.events.host.Family;
import dev.tocsin.events.host.HostFamilies;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;

/** This machine's sample as Prometheus series, ready for any of the library's writers. */
public final class HostMetrics {

    private static final String COUNTER_ENDING = "_total";

    /** The series of the one host that an endpoint speaks for, without a host label. */
    public static MetricSnapshots of(HostSample sample) {
        return ofParts(sample.cpu(), sample.memory(), sample.gpu());
    }

    /** The same for a host that could only be read in part: a part that is null has no series. */
    public static MetricSnapshots ofParts(HostSample.Cpu cpu, HostSample.Memory memory, HostSample.Gpu gpu) {
        return new MetricSnapshots(new HostFamilies()
                .add(Map.of(), cpu, memory, gpu).all().stream()
                        .map(HostMetrics::snapshot)
                        .toList());
    }

    private static MetricSnapshot snapshot(Family family) {
        return family.isCounter() ? counter(family) : gauge(family);
    }

    private static MetricSnapshot counter(Family family) {
        // The library's counters carry their ending in the exposition only.
        CounterSnapshot.Builder builder = CounterSnapshot.builder()
                .name(family.name().substring(0, family.name().length() - COUNTER_ENDING.length()))
                .help(family.help());
        family.points()
                .forEach(point -> builder.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels(point))
                        .value(point.value())
                        .build()));
        return builder.build();
    }

    private static MetricSnapshot gauge(Family family) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(family.name()).help(family.help());
        family.points()
                .forEach(point -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels(point))
                        .value(point.value())
                        .build()));
        return builder.build();
    }

    private static Labels labels(Family.Point point) {
        Labels.Builder labels = Labels.builder();
        point.labels().forEach(labels::label);
        return labels.build();
    }

    private HostMetrics() {}
}
