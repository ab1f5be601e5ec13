package dev.tocsin.gateway.query;

import dev.tocsin.events.Metric;
import dev.tocsin.events.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A question for distributions over time.
 *
 * @param from inclusive, epoch ms
 * @param to inclusive, epoch ms
 * @param stepMs length of a point, a multiple of 10 s; {@link #WHOLE} for one point of everything
 * @param percentiles 0 to 100
 * @param sources who observed; of checks, the metrics are latency and error rate
 * @param metrics all if empty
 * @param services names or keys, of machines their names; all if empty
 * @param groups of registered services; all if empty
 * @param locations all if empty; of a machine, they are its parts, and only the whole machine is meant if empty
 * @param gaps whether a point that nothing was seen in is told, with nulls, or left out
 */
public record MetricQuery(
        long from,
        long to,
        long stepMs,
        List<Double> percentiles,
        Set<Source> sources,
        Optional<Set<Metric>> metrics,
        Optional<Set<String>> services,
        Optional<Set<String>> groups,
        Optional<Set<String>> locations,
        Set<Dimension> groupBy,
        boolean gaps) {

    public static final long WHOLE = 0;

    public MetricQuery {
        percentiles = List.copyOf(percentiles);
        sources = Set.copyOf(sources);
        metrics = metrics.map(Set::copyOf);
        services = services.map(Set::copyOf);
        groups = groups.map(Set::copyOf);
        locations = locations.map(Set::copyOf);
        groupBy = Set.copyOf(groupBy);
    }
}
