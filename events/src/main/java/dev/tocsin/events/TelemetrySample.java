package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonFormat;
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
 */
public record TelemetrySample(
        @JsonFormat(shape = JsonFormat.Shape.NUMBER) long timestamp,
        String service,
        @JsonProperty("metric_type") Metric metric,
        double value,
        Map<String, Object> tags) {

    public TelemetrySample {
        Limits.name("service", service);
        Objects.requireNonNull(metric, "metric");
        metric.unit().toScaled(value);
        // LinkedHashMap, not Map.copyOf: tags may hold null, and keep the order in which they were sent.
        tags = tags == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}
