package dev.tocsin.gateway.query;

import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.gateway.store.RegisteredService;
import dev.tocsin.gateway.store.SeriesFilter;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which series a question is about, and what the lines of its answer are called. Belongs to one question. */
final class SeriesChoice {

    private static final Set<Metric> PUSHED =
            EnumSet.of(Metric.LATENCY, Metric.ERROR_RATE, Metric.THROUGHPUT, Metric.CPU, Metric.MEMORY);
    private static final Set<Metric> OF_CHECKS = EnumSet.of(Metric.LATENCY, Metric.ERROR_RATE);
    private static final Set<String> WHOLE_MACHINE = Set.of("");

    private final MetricQuery query;
    private final Map<String, RegisteredService> byKey = new HashMap<>();
    private final Map<String, String> groupByName = new HashMap<>();
    private final SeriesFilter filter;

    SeriesChoice(MetricQuery query, Collection<RegisteredService> services) {
        this.query = query;
        for (RegisteredService service : services) {
            byKey.put(service.key(), service);
            groupByName.put(service.key(), service.group());
            groupByName.putIfAbsent(service.name(), service.group());
        }
        this.filter = filter(services);
    }

    SeriesFilter filter() {
        return filter;
    }

    private SeriesFilter filter(Collection<RegisteredService> services) {
        Map<Source, Set<Metric>> metrics = new EnumMap<>(Source.class);
        Map<Source, Set<String>> entities = new EnumMap<>(Source.class);
        for (Source source : query.sources()) {
            Set<Metric> wanted = metrics(source);
            if (!wanted.isEmpty()) {
                // Whether a check failed stands beside how long it took, in one series.
                metrics.put(source, source == Source.PROBE ? EnumSet.of(Metric.LATENCY) : wanted);
                names(source, services).ifPresent(names -> entities.put(source, names));
            }
        }
        boolean wholeMachines =
                query.sources().equals(Set.of(Source.HOST)) && !query.groupBy().contains(Dimension.LOCATION);
        return new SeriesFilter(
                metrics,
                entities,
                query.locations().isEmpty() && wholeMachines ? Optional.of(WHOLE_MACHINE) : query.locations());
    }

    /** The metrics that lines of a source are of. */
    Set<Metric> metrics(Source source) {
        Set<Metric> there =
                switch (source) {
                    case PROBE -> OF_CHECKS;
                    case TELEMETRY -> PUSHED;
                    case HOST -> EnumSet.allOf(Metric.class);
                };
        if (query.metrics().isEmpty()) {
            return there;
        }
        Set<Metric> wanted = EnumSet.copyOf(there);
        wanted.retainAll(query.metrics().get());
        return wanted;
    }

    /** The entities that are asked for, all if empty: checks are kept by key, pushed samples under the name they came with. */
    private Optional<Set<String>> names(Source source, Collection<RegisteredService> services) {
        if (query.services().isEmpty() && query.groups().isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new HashSet<>();
        if (query.groups().isEmpty()) {
            names.addAll(query.services().orElseThrow());
        }
        for (RegisteredService service : services) {
            boolean grouped = query.groups()
                    .map(groups -> groups.contains(service.group()))
                    .orElse(true);
            boolean named = query.services()
                    .map(wanted -> wanted.contains(service.key()) || wanted.contains(service.name()))
                    .orElse(true);
            if (grouped && named) {
                names.add(service.key());
                if (source == Source.TELEMETRY) {
                    names.add(service.name());
                }
            }
        }
        return Optional.of(names);
    }

    /** The line that a series belongs to. */
    Labels labels(SeriesKey series) {
        Set<Dimension> apart = query.groupBy();
        String name = series.source() == Source.PROBE ? name(series.entity()) : series.entity();
        String group = groupByName.getOrDefault(series.entity(), "");
        return new Labels(
                series.source(),
                apart.contains(Dimension.SERVICE) ? name : "",
                apart.contains(Dimension.LOCATION) ? series.location() : "",
                apart.contains(Dimension.GROUP) ? group : "",
                series.metric());
    }

    /** What people call the service of a key. */
    String name(String key) {
        RegisteredService service = byKey.get(key);
        return service == null ? key : service.name();
    }

    /** The lines that are told of what {@link #labels} names. */
    List<Labels> told(Labels labels) {
        if (labels.source() != Source.PROBE) {
            return List.of(labels);
        }
        return metrics(Source.PROBE).stream().map(labels::of).toList();
    }
}
