package dev.tocsin.events;

import java.util.Objects;

/**
 * The identity of a series, for example (service, checkout, probe, latency, eu-1).
 *
 * @param location where it was observed from; empty where there is no such thing (pushed telemetry, hosts)
 */
public record SeriesKey(EntityKind kind, String entity, Source source, Metric metric, String location) {

    /**
     * The service that stands for all pushed telemetry of names beyond the limit, so that a producer which makes up names
     * cannot fill the memory. Its series keep the totals; no rule looks at it.
     */
    public static final String OVERFLOW = "(other services)";

    public SeriesKey {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(location, "location");
    }

    /** The series that the probes of a service from one location make. */
    public static SeriesKey probe(String service, String location) {
        return new SeriesKey(EntityKind.SERVICE, service, Source.PROBE, Metric.LATENCY, location);
    }

    /** What a service pushes of itself. */
    public static SeriesKey telemetry(String service, Metric metric) {
        return new SeriesKey(EntityKind.SERVICE, service, Source.TELEMETRY, metric, "");
    }

    public Entity entityId() {
        return new Entity(kind, entity);
    }

    /**
     * Computed from the strings and ordinals only, so that it is the same in every JVM: Flink shuffles by it, and an
     * enum's own hash code is a memory address.
     */
    @Override
    public int hashCode() {
        int hash = entity.hashCode();
        hash = 31 * hash + location.hashCode();
        return 31 * hash + (kind.ordinal() << 16 | source.ordinal() << 8 | metric.ordinal());
    }

    @Override
    public String toString() {
        return kind.wire() + "/" + entity + "/" + source.wire() + "/" + metric.wire()
                + (location.isEmpty() ? "" : "/" + location);
    }
}
