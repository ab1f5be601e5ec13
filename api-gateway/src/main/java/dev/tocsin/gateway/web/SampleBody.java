package dev.tocsin.gateway.web;

import dev.tocsin.events.Limits;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.Metric;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.gateway.kafka.SampleRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads a pushed sample. What the job would refuse is refused here, where its sender hears of it. */
final class SampleBody {

    private static final Map<String, Metric> PUSHED = pushed();

    /**
     * The sample of a body, as it will be sent; null if something is wrong, which the body then knows.
     *
     * @param isRegistered whether there is a registered service of a key
     */
    static SampleRecord read(RequestBody body, Predicate<String> isRegistered) {
        if (body.isWrong()) {
            return null;
        }
        Long timestamp = body.requiredTime("timestamp");
        String service = body.requiredName("service", Limits.MAX_NAME);
        Metric metric = body.requiredChoice("metric_type", PUSHED);
        Double value = body.requiredNumber("value");
        Map<String, Object> tags = body.object("tags");
        if (metric != null && value != null) {
            try {
                metric.unit().toScaled(value);
            } catch (MalformedRecordException e) {
                body.wrong("value_error", "value", "Input " + e.getMessage().replaceFirst("^value ", ""));
            }
        }
        if (body.isWrong()) {
            return null;
        }
        try {
            return SampleRecord.of(
                    new TelemetrySample(timestamp, service, metric, value, tags, isRegistered.test(service)));
        } catch (MalformedRecordException e) {
            return body.wrong("value_error", "tags", "Input is too large: " + e.getMessage());
        }
    }

    private static Map<String, Metric> pushed() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        for (Metric metric : List.of(Metric.LATENCY, Metric.ERROR_RATE, Metric.THROUGHPUT, Metric.CPU, Metric.MEMORY)) {
            metrics.put(metric.wire(), metric);
        }
        return metrics;
    }

    private SampleBody() {}
}
