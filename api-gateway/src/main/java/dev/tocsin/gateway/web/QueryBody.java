package dev.tocsin.gateway.web;

import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.Source;
import dev.tocsin.gateway.query.Dimension;
import dev.tocsin.gateway.query.MetricQuery;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of {@code POST /metrics/query}. That of the telemetry dashboard ({@code start_time}, {@code end_time},
 * {@code services}, {@code metric_types}, {@code aggregation}) with more to choose: {@code step} instead of
 * {@code aggregation}, {@code percentiles}, {@code sources}, {@code groups}, {@code locations}, {@code group_by} and
 * {@code gaps}.
 *
 * @param rawLimit how many raw rows are wanted; empty if points are
 */
record QueryBody(MetricQuery query, OptionalInt rawLimit) {

    static final int MAX_ROWS = 10_000;

    private static final int MAX_PERCENTILES = 20;
    private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0);
    private static final long MAX_STEP_MS = 366L * 86_400_000;
    private static final Pattern STEP = Pattern.compile("(\\d{1,9})\\s*(s|m|h|d)?");
    private static final String STEP_WANTED =
            "Input should be 'all', or a multiple of 10 s up to 366 d such as 30s, 5m, 1h, 1d";

    /** Steps in ms by the names that the telemetry dashboard gives them; raw rows have none. */
    private static final Map<String, Optional<Long>> AGGREGATIONS = new TreeMap<>(Map.of(
            "raw",
            Optional.empty(),
            "1m",
            Optional.of(60_000L),
            "5m",
            Optional.of(300_000L),
            "1h",
            Optional.of(3_600_000L)));

    private static final Map<String, Source> SOURCES = named(Source.values(), Source::wire);
    private static final Map<String, Metric> METRICS = named(Metric.values(), Metric::wire);
    private static final Map<String, Dimension> DIMENSIONS = named(Dimension.values(), Dimension::wire);
    private static final Map<String, Boolean> GAPS = new TreeMap<>(Map.of("null", true, "omit", false));

    static QueryBody parse(byte[] document) {
        RequestBody body = RequestBody.parse(document);
        Long from = body.requiredTime("start_time", "from");
        Long to = body.requiredTime("end_time", "to");
        if (from != null && to != null && to < from) {
            body.wrong(
                    "value_error", body.has("end_time") ? "end_time" : "to", "Input should not lie before the start");
        }
        if (body.has("aggregation") && body.has("step")) {
            body.wrong("value_error", "step", "Input should be left out where aggregation is given");
        }
        Long step = body.has("step") ? step(body) : aggregation(body);
        Set<Source> sources = body.choices("sources", SOURCES).orElse(Set.of(Source.TELEMETRY, Source.PROBE));
        if (sources.contains(Source.HOST) && step == null) {
            body.wrong("value_error", "sources", "Of machines there are no raw rows; give a step such as 10s");
        }
        int limit = (int) body.whole("limit", 1, MAX_ROWS, MAX_ROWS);
        MetricQuery query = new MetricQuery(
                from == null ? 0 : from,
                to == null ? 0 : to,
                step == null ? MetricQuery.WHOLE : step,
                body.numbers("percentiles", 0, 100, MAX_PERCENTILES, PERCENTILES),
                sources,
                body.choices("metric_types", METRICS),
                names(body, "services"),
                names(body, "groups"),
                names(body, "locations"),
                body.choices("group_by", DIMENSIONS).orElse(groupedByDefault(body)),
                body.has("gaps") ? Boolean.TRUE.equals(body.requiredChoice("gaps", GAPS)) : body.has("step"));
        body.requireValid();
        return new QueryBody(query, step == null ? OptionalInt.of(limit) : OptionalInt.empty());
    }

    /** An empty list merges everything; without a list, services are kept apart. */
    private static Set<Dimension> groupedByDefault(RequestBody body) {
        return body.has("group_by") ? Set.of() : Set.of(Dimension.SERVICE);
    }

    private static Optional<Set<String>> names(RequestBody body, String field) {
        return Optional.ofNullable(body.texts(field)).map(Set::copyOf);
    }

    private static Long aggregation(RequestBody body) {
        Optional<Long> step = body.has("aggregation") ? body.requiredChoice("aggregation", AGGREGATIONS) : null;
        return step == null ? null : step.orElse(null);
    }

    private static Long step(RequestBody body) {
        String text = body.scalar("step");
        if ("all".equals(text)) {
            return MetricQuery.WHOLE;
        }
        Matcher matcher = STEP.matcher(text == null ? "" : text);
        if (matcher.matches()) {
            long step = Long.parseLong(matcher.group(1)) * unitMillis(matcher.group(2));
            if (step > 0 && step <= MAX_STEP_MS && step % Resolution.SLICE.millis() == 0) {
                return step;
            }
        }
        return body.wrong("value_error", "step", STEP_WANTED);
    }

    private static long unitMillis(String unit) {
        return switch (unit == null ? "s" : unit) {
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    private static <T> Map<String, T> named(T[] values, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> byName.put(name.apply(value), value));
        return byName;
    }
}
