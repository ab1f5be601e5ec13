package dev.tocsin.testkit.oracle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A probe result as the plainest reading finds it: the whole document as a tree, under the documented limits, and then each
 * field by what is said of it. Slow and simple, to hold fast readers against.
 *
 * @param value the latency in microseconds, rounded; null if there is none
 */
record PlainReading(
        String service, String location, String status, Long value, long timestamp, long apdexMs, long intervalMs) {

    private static final int MAX_BYTES = 65_536;
    private static final int MAX_NAME = 200;
    private static final long DAY_MS = 86_400_000;
    private static final long LAST_MS_OF_9999 = 253_402_300_799_999L;
    /** 2^40 microseconds. */
    private static final double MAX_MS = 1_099_511_627.776;

    private static final List<String> STATUSES = List.of("ok", "warn", "error", "down", "unknown");
    private static final List<String> PHASES = List.of("resolve", "connect", "tls", "processing", "transfer");

    /** A byte that Jackson does not always notice in names. */
    private static final char NO_UTF_8 = 0xFF;

    private static final ObjectMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNameLength(MAX_NAME)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What the document says; empty if it is no probe result. */
    static Optional<PlainReading> of(byte[] document) {
        if (document.length > MAX_BYTES || new String(document, ISO_8859_1).indexOf(NO_UTF_8) >= 0) {
            return Optional.empty();
        }
        try {
            JsonNode tree = MAPPER.readTree(document);
            return tree.isObject() ? Optional.of(read(tree)) : Optional.empty();
        } catch (IOException | NotSo e) {
            return Optional.empty();
        }
    }

    Reading reading() {
        return new Reading(
                "service/" + service + "/probe/latency/" + location, status, value, apdexMs * 1_000, intervalMs);
    }

    private static PlainReading read(JsonNode tree) throws NotSo {
        String status = text(tree, "status");
        must(status != null && STATUSES.contains(status));
        Double latencyMs = duration(tree, "latencyMs");
        boolean answered = !status.equals("down") && !status.equals("unknown");
        must(answered == (latencyMs != null));
        for (String free : List.of("id", "kind", "error")) {
            text(tree, free);
        }
        whole(tree, "statusCode", Integer.MIN_VALUE, Integer.MAX_VALUE, 0);
        whole(tree, "certExpiresAt", 0, LAST_MS_OF_9999, 0);
        whole(tree, "definitionId", 0, Long.MAX_VALUE, 0);
        whole(tree, "definitionVersion", 0, Long.MAX_VALUE, 0);
        JsonNode phases = tree.path("phases");
        must(isAbsent(phases) || phases.isObject());
        for (String phase : PHASES) {
            duration(phases, phase);
        }
        return new PlainReading(
                name(tree, "service"),
                name(tree, "location"),
                status,
                latencyMs == null ? null : Math.round(latencyMs * 1_000),
                timestamp(tree.path("timestamp")),
                whole(tree, "apdexMs", 1, DAY_MS, 1_000),
                whole(tree, "intervalMs", 0, DAY_MS, 0));
    }

    private static String name(JsonNode tree, String field) throws NotSo {
        String name = text(tree, field);
        must(name != null && !name.isBlank() && name.length() <= MAX_NAME);
        must(name.codePoints().noneMatch(c -> Character.isISOControl(c) || c >= 0xD800 && c <= 0xDFFF));
        return name;
    }

    private static String text(JsonNode tree, String field) throws NotSo {
        JsonNode node = tree.path(field);
        must(isAbsent(node) || node.isTextual());
        return isAbsent(node) ? null : node.textValue();
    }

    private static Double duration(JsonNode tree, String field) throws NotSo {
        JsonNode node = tree.path(field);
        if (isAbsent(node)) {
            return null;
        }
        must(node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() <= MAX_MS);
        return node.doubleValue();
    }

    private static long whole(JsonNode tree, String field, long least, long most, long otherwise) throws NotSo {
        JsonNode node = tree.path(field);
        if (isAbsent(node)) {
            return otherwise;
        }
        must(node.isIntegralNumber() && node.canConvertToLong());
        must(node.longValue() >= least && node.longValue() <= most);
        return node.longValue();
    }

    private static long timestamp(JsonNode node) throws NotSo {
        if (node.isTextual()) {
            try {
                return OffsetDateTime.parse(node.textValue()).toInstant().toEpochMilli();
            } catch (DateTimeException | ArithmeticException e) {
                throw new NotSo(e);
            }
        }
        must(node.isIntegralNumber() && node.canConvertToLong());
        return node.longValue();
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void must(boolean isSo) throws NotSo {
        if (!isSo) {
            throw new NotSo(null);
        }
    }

    private static final class NotSo extends Exception {

        private NotSo(Throwable cause) {
            super("not what is said of a probe result", cause, false, false);
        }
    }
}
