package dev.tocsin.gateway.board;

import dev.tocsin.events.Metric;
import dev.tocsin.events.TelemetrySample;
import java.time.Instant;
import java.util.Map;

/** One raw sample as the telemetry API shows it, the value in the metric's unit. */
public record SampleRow(Instant timestamp, String service, Metric metricType, double value, Map<String, Object> tags) {

    public static SampleRow of(TelemetrySample sample) {
        return new SampleRow(
                Instant.ofEpochMilli(sample.timestamp()),
                sample.service(),
                sample.metric(),
                sample.value(),
                sample.tags());
    }
}
