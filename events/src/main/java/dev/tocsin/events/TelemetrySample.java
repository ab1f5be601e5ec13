package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One value that a service says of itself. Topic {@link Topics#TELEMETRY}, key = {@link #service()}.
 *
 * @param timestamp epoch ms; on the wire RFC 3339 or epoch ms
 * @param metric one of latency, error_rate, throughput, cpu, memory; called {@code metric_type} on the wire
 * @param value in the metric's {@link Metric#unit() unit}
 * @param tags free, at most one level; never part of a series' identity
 * @param registered whether it is known that this is a registered service, whose series must never be folded into the
 *     overflow, see {@link SeriesKey#OVERFLOW}; the gateway knows, other producers need not
 */
public record TelemetrySample(
        @JsonFormat(shape = JsonFormat.Shape.NUMBER) long timestamp,
        String service,
        @JsonProperty("metric_type") Metric metric,
        double value,
        Map<String, Object> tags,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean registered) {

    public TelemetrySample {
        Limits.name("service", service);
        Objects.requireNonNull(metric, "metric");
        metric.unit().toScaled(value);
        // LinkedHashMap, not Map.copyOf: tags may hold null, and keep the order in which they were sent.
        tags = tags == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** A sample of which nobody said whether the service is registered. */
    public TelemetrySample(long timestamp, String service, Metric metric, double value, Map<String, Object> tags) {
        this(timestamp, service, metric, value, tags, false);
    }

    /** As it is read: whether the service is registered may be missing. */
    @JsonCreator
    static TelemetrySample fromWire(
            @JsonProperty("timestamp") long timestamp,
            @JsonProperty("service") String service,
            @JsonProperty("metric_type") Metric metric,
            @JsonProperty("value") double value,
            @JsonProperty("tags") Map<String, Object> tags,
            @JsonProperty("registered") Boolean registered) {
        return new TelemetrySample(timestamp, service, metric, value, tags, registered != null && registered);
    }

    public TelemetrySample withRegistered(boolean isRegistered) {
        return new TelemetrySample(timestamp, service, metric, value, tags, isRegistered);
    }
}
