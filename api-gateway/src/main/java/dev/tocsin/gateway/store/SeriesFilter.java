package dev.tocsin.gateway.store;

import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which series somebody asks for.
 *
 * @param metrics by source; a source that is not named is not asked for
 * @param entities by source, keys of services or names of machines; all of a source that is not named here
 * @param locations all if empty; of a machine they tell cores and devices apart
 */
public record SeriesFilter(
        Map<Source, Set<Metric>> metrics, Map<Source, Set<String>> entities, Optional<Set<String>> locations) {

    public SeriesFilter {
        metrics = metrics.isEmpty() ? Map.of() : new EnumMap<>(metrics);
        entities = entities.isEmpty() ? Map.of() : new EnumMap<>(entities);
        locations = locations.map(Set::copyOf);
    }

    public boolean matches(SeriesKey series) {
        Set<Metric> wanted = metrics.get(series.source());
        if (wanted == null || !wanted.contains(series.metric())) {
            return false;
        }
        Set<String> named = entities.get(series.source());
        return (named == null || named.contains(series.entity())) && isPlaced(series.location());
    }

    /** Whether a location is asked for. */
    boolean isPlaced(String location) {
        return locations.isEmpty() || locations.get().contains(location);
    }

    /** Every entity that can match, of whatever source; empty if that may be any. */
    public Optional<Collection<String>> anyEntity() {
        if (!entities.keySet().containsAll(metrics.keySet())) {
            return Optional.empty();
        }
        Set<String> all = new HashSet<>();
        metrics.keySet().forEach(source -> all.addAll(entities.get(source)));
        return Optional.of(all);
    }

    /** Every metric that can match, of whatever source. */
    Collection<Metric> anyMetric() {
        Set<Metric> all = new HashSet<>();
        metrics.values().forEach(all::addAll);
        return all;
    }
}
