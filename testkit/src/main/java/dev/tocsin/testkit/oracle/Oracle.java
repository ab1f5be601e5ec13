package dev.tocsin.testkit.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recomputes the aggregates of probe results, telemetry and host samples. Feed it all that was produced, then compare.
 *
 * <p>Rows are named by text: {@code series|resolution|windowStart}, with the series as in
 * {@code service/checkout/probe/latency/eu-1}.
 */
public final class Oracle {

    private static final int MAX_BYTES = 64 * 1024;
    private static final long MINUTE = 60_000;
    private static final Map<String, Long> RESOLUTIONS = Map.of("10s", 10_000L, "1m", MINUTE, "1h", 60 * MINUTE);
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
        Optional<Read> read = record.topic().equals(Topics.PROBE_RESULTS)
                ? PlainReading.of(record.value()).map(plain -> new Read(plain.timestamp(), List.of(plain.reading())))
                : other(record);
        if (read.isEmpty() || isOutOfBounds(read.get().timestamp(), record.appendTime())) {
            quarantined++;
            return;
        }
        long eventTime = read.get().timestamp();
        boolean rollupsOnly = eventTime < record.appendTime() - 10 * MINUTE;
        onlyInRollups += rollupsOnly ? read.get().readings().size() : 0;
        for (Reading reading : read.get().readings()) {
            RESOLUTIONS.forEach((resolution, length) -> {
                if (!rollupsOnly || !resolution.equals("10s")) {
                    long start = Math.floorDiv(eventTime, length) * length;
                    rows.computeIfAbsent(reading.series() + "|" + resolution + "|" + start, absent -> new ExpectedRow())
                            .add(reading);
                }
            });
        }
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

    /** Admitted observations that were too late for a 10 s row. */
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

    private record Read(long timestamp, List<Reading> readings) {}

    private static Optional<Read> other(Produced record) {
        JsonNode document = record.value().length > MAX_BYTES ? null : parse(record.value());
        Long eventTime = document == null ? null : timestamp(document.path("timestamp"));
        return eventTime == null
                ? Optional.empty()
                : Reading.of(record.topic(), document).map(readings -> new Read(eventTime, readings));
    }

    /** Compared without subtracting, which overflows for an absurd event time. */
    private static boolean isOutOfBounds(long eventTime, long appendTime) {
        return eventTime > appendTime + 2 * MINUTE || eventTime < appendTime - 120 * MINUTE;
    }

    private static Long timestamp(JsonNode timestamp) {
        if (timestamp.isTextual()) {
            return OffsetDateTime.parse(timestamp.textValue()).toInstant().toEpochMilli();
        }
        return timestamp.isIntegralNumber() && timestamp.canConvertToLong() ? timestamp.longValue() : null;
    }
}
