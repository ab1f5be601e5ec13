package dev.tocsin.testkit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Topics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One measurement that a record holds.
 *
 * @param value scaled, null if the check had no answer
 */
record Reading(String series, String status, Long value, long apdexScaled, long intervalMs) {

    private static final Map<String, Long> TELEMETRY_SCALES =
            Map.of("latency", 1_000L, "error_rate", 1_000_000L, "throughput", 1_000L, "cpu", 1_000L, "memory", 1_000L);
    private static final long SCALE = 1_000;
    private static final long MAX_SCALED = 1L << 40;

    /** The measurements of a telemetry or host record, in no order; nothing if it is malformed. See {@link PlainReading}. */
    static Optional<List<Reading>> of(String topic, JsonNode record) {
        if (!record.isObject()) {
            return Optional.empty();
        }
        List<Reading> readings =
                switch (topic) {
                    case Topics.TELEMETRY -> telemetry(record);
                    case Topics.HOST_SAMPLES -> host(record);
                    default -> throw new IllegalArgumentException("nothing is known of " + topic);
                };
        boolean good = !readings.isEmpty()
                && readings.stream().allMatch(reading -> reading.value == null || reading.isPlausible());
        return good ? Optional.of(readings) : Optional.empty();
    }

    private boolean isPlausible() {
        return value >= 0 && value <= MAX_SCALED;
    }

    private static List<Reading> telemetry(JsonNode sample) {
        String metric = sample.path("metric_type").asText();
        if (isNameless(sample, "service")
                || !TELEMETRY_SCALES.containsKey(metric)
                || !sample.path("value").isNumber()) {
            return List.of();
        }
        return List.of(new Reading(
                "service/" + sample.get("service").textValue() + "/telemetry/" + metric,
                "ok",
                scaled(sample.get("value"), TELEMETRY_SCALES.get(metric)),
                metric.equals("latency") ? 1_000 * SCALE : 0,
                0));
    }

    private static List<Reading> host(JsonNode sample) {
        JsonNode cpu = sample.path("cpu");
        JsonNode memory = sample.path("memory");
        if (isNameless(sample, "host") || !cpu.isObject() || !memory.isObject()) {
            return List.of();
        }
        String host = "host/" + sample.get("host").textValue() + "/host/";
        long interval = sample.path("intervalMs").asLong(0);
        List<Reading> readings = new ArrayList<>();
        readings.add(percent(host + "cpu", cpu.path("cpu_percent"), interval));
        for (JsonNode core : cpu.path("per_cpu_percent")) {
            readings.add(percent(host + "cpu/core-" + (readings.size() - 1), core, interval));
        }
        readings.add(percent(host + "memory", memory.path("percent"), interval));
        if (memory.path("swap_total").asLong() > 0) {
            readings.add(percent(host + "swap", memory.path("swap_percent"), interval));
        }
        int index = 0;
        for (JsonNode device : sample.path("gpu").path("devices")) {
            String gpu = "/gpu-" + index++;
            if (device.path("gpu_utilization").isNumber()) {
                readings.add(percent(host + "gpu_utilization" + gpu, device.get("gpu_utilization"), interval));
            }
            if (device.path("temperature").isNumber()) {
                readings.add(percent(host + "gpu_temperature" + gpu, device.get("temperature"), interval));
            }
        }
        return readings;
    }

    private static Reading percent(String series, JsonNode value, long intervalMs) {
        return new Reading(series, "ok", scaled(value, SCALE), 0, intervalMs);
    }

    private static boolean isNameless(JsonNode record, String field) {
        return record.path(field).asText().isBlank();
    }

    private static long scaled(JsonNode value, long scale) {
        return value.decimalValue()
                .multiply(BigDecimal.valueOf(scale))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
