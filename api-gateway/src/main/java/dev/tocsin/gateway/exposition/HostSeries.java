package dev.tocsin.gateway.exposition;

import dev.tocsin.events.HostSample;
import dev.tocsin.events.host.Family;
import dev.tocsin.events.host.HostFamilies;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The {@code cpu_*}, {@code memory_*} and {@code gpu_*} families of one machine, the gateway's own. They have no host label:
 * clients of Production Health Guardian know them without, and one family may not have series with and without. Each other
 * machine has a {@code /metrics} of its own.
 */
public final class HostSeries implements MultiCollector {

    private final Supplier<Optional<HostSample>> host;

    /** @param host the machine's newest sample, empty if it has none that is recent */
    public HostSeries(Supplier<Optional<HostSample>> host) {
        this.host = host;
    }

    @Override
    public MetricSnapshots collect() {
        List<Family> families = host.get()
                .map(sample -> new HostFamilies()
                        .add(Map.of(), sample.cpu(), sample.memory(), sample.gpu())
                        .all())
                .orElse(List.of());
        Families snapshots = new Families();
        for (Family family : families) {
            Families.Series series = family.isCounter()
                    ? snapshots.counter(family.name(), family.help())
                    : snapshots.gauge(family.name(), family.help());
            family.points().forEach(point -> series.add(point.labels(), point.value()));
        }
        return snapshots.collect();
    }
}
