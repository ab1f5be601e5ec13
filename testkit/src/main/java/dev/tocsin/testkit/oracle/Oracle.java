package dev.tocsin.testkit.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recomputes the aggregates of probe results. Feed it all that was produced, then compare.
 *
 * <p>Rows are named by text: {@code series|resolution|windowStart}, with the series as in
 * {@code service/checkout/probe/latency/eu-1}.
 */
public final class Oracle {

    private static final int MAX_BYTES = 64 * 1024;
    private static final long MINUTE = 60_000;
    private static final Map<String, Long> RESOLUTIONS = Map.of("10s", 10_000L, "1m", MINUTE, "1h", 60 * MINUTE);
    private static final List<String> STATUSES = List.of("ok", "warn", "error", "down", "unknown");
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, ExpectedRow> rows = new HashMap<>();
    private long produced;
    private long quarantined;
    private long onlyInRollups;

    public void add(Produced record) {
        if (record.value().length == 0) {
            return;
        }
        produced++;
        JsonNode result = record.value().length > MAX_BYTES ? null : parse(record.value());
        if (result == null || !isProbeResult(result)) {
            quarantined++;
            return;
        }
        long eventTime = result.get("timestamp").longValue();
        long lateness = record.appendTime() - eventTime;
        if (lateness < -2 * MINUTE || lateness > 120 * MINUTE) {
            quarantined++;
            return;
        }
        boolean rollupsOnly = lateness > 10 * MINUTE;
        onlyInRollups += rollupsOnly ? 1 : 0;
        String series = "service/" + result.get("service").textValue() + "/probe/latency/"
                + result.get("location").textValue();
        RESOLUTIONS.forEach((resolution, length) -> {
            if (!rollupsOnly || !resolution.equals("10s")) {
                long start = Math.floorDiv(eventTime, length) * length;
                rows.computeIfAbsent(series + "|" + resolution + "|" + start, absent -> new ExpectedRow())
                        .add(
                                result.get("status").textValue(),
                                scaled(result.get("latencyMs")),
                                result.path("apdexMs").asLong(1_000) * 1_000,
                                result.path("intervalMs").asLong(0));
            }
        });
    }

    /** All rows that must exist, by name. */
    public Map<String, ExpectedRow> rows() {
        return rows;
    }

    /** Records that were produced, ticks aside. */
    public long produced() {
        return produced;
    }

    public long quarantined() {
        return quarantined;
    }

    /** Admitted records that were too late for a 10 s row. */
    public long onlyInRollups() {
        return onlyInRollups;
    }

    /** Observations in all rows of one resolution. */
    public long observations(String resolution) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().contains("|" + resolution + "|"))
                .mapToLong(row -> row.getValue().observations())
                .sum();
    }

    private static JsonNode parse(byte[] value) {
        try {
            return MAPPER.readTree(new String(value, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static boolean isProbeResult(JsonNode result) {
        if (!result.isObject()
                || !result.path("timestamp").isIntegralNumber()
                || !result.path("timestamp").canConvertToLong()
                || result.path("service").asText().isBlank()
                || result.path("location").asText().isBlank()
                || !STATUSES.contains(result.path("status").asText())) {
            return false;
        }
        String status = result.get("status").textValue();
        boolean answered = !status.equals("down") && !status.equals("unknown");
        JsonNode latency = result.path("latencyMs");
        boolean measured = latency.isNumber();
        return answered == measured
                && (!measured || latency.decimalValue().signum() >= 0 && scaled(latency) <= 1L << 40);
    }

    private static Long scaled(JsonNode latencyMs) {
        return latencyMs == null || !latencyMs.isNumber()
                ? null
                : latencyMs
                        .decimalValue()
                        .multiply(BigDecimal.valueOf(1_000))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
    }
}
