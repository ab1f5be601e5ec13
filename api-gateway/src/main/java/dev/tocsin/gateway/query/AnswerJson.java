package dev.tocsin.gateway.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.gateway.query.QueryAnswer.Point;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How an answer is written: the rows of the telemetry API, ascending by time, then what they cover. Written one by one,
 * since a day of slices is a megabyte.
 */
final class AnswerJson {

    private final QueryAnswer answer;
    private final JsonGenerator out;
    private final List<String> percentiles;

    private AnswerJson(QueryAnswer answer, JsonGenerator out) {
        this.answer = answer;
        this.out = out;
        this.percentiles =
                answer.query().percentiles().stream().map(AnswerJson::name).toList();
    }

    static void write(QueryAnswer answer, JsonGenerator out) throws IOException {
        new AnswerJson(answer, out).write();
    }

    /** p50, p99_9. */
    static String name(double percent) {
        boolean whole = percent == Math.rint(percent);
        return "p"
                + (whole
                        ? String.valueOf((long) percent)
                        : String.valueOf(percent).replace('.', '_'));
    }

    private void write() throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("data");
        for (int i = 0; i < answer.points(); i++) {
            String timestamp = time(answer.from() + i * answer.stepMs());
            for (Map.Entry<Labels, Map<Integer, Point>> line : answer.lines().entrySet()) {
                Point point = line.getValue().get(i);
                if (point != null || answer.query().gaps()) {
                    row(timestamp, line.getKey(), point);
                }
            }
        }
        out.writeEndArray();
        out.writeBooleanField("truncated", answer.isTruncated());
        out.writeStringField("from", time(answer.from()));
        out.writeStringField("to", time(answer.to()));
        out.writeNumberField("step_seconds", answer.stepMs() / 1_000);
        out.writeBooleanField("stale", answer.isStale());
        out.writeArrayFieldStart("limits");
        for (QueryAnswer.Limit limit : answer.limits()) {
            out.writeStartObject();
            out.writeStringField("limit", limit.limit());
            out.writeStringField("message", limit.message());
            out.writeEndObject();
        }
        out.writeEndArray();
        coverage();
        out.writeEndObject();
    }

    private void coverage() throws IOException {
        out.writeArrayFieldStart("coverage");
        for (Map.Entry<Labels, Map<Integer, Point>> line : answer.lines().entrySet()) {
            out.writeStartObject();
            labels(line.getKey());
            out.writeNumberField("points", answer.points());
            out.writeNumberField("filled", line.getValue().size());
            out.writeNumberField(
                    "count",
                    line.getValue().values().stream().mapToLong(Point::count).sum());
            out.writeNumberField("percent", Math.rint(line.getValue().size() * 10_000.0 / answer.points()) / 100);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void row(String timestamp, Labels labels, Point point) throws IOException {
        out.writeStartObject();
        out.writeStringField("timestamp", timestamp);
        labels(labels);
        for (int i = 0; i < percentiles.size(); i++) {
            number(
                    percentiles.get(i),
                    point == null ? Double.NaN : point.percentiles().get(i));
        }
        number("min", point == null ? Double.NaN : point.min());
        number("max", point == null ? Double.NaN : point.max());
        number("avg", point == null ? Double.NaN : point.mean());
        out.writeNumberField("count", point == null ? 0 : point.count());
        out.writeEndObject();
    }

    private void labels(Labels labels) throws IOException {
        if (answer.query().groupBy().contains(Dimension.SERVICE)) {
            out.writeStringField("service", labels.service());
        }
        if (answer.query().groupBy().contains(Dimension.GROUP)) {
            out.writeStringField("group", labels.group());
        }
        if (answer.query().groupBy().contains(Dimension.LOCATION)) {
            out.writeStringField("location", labels.location());
        }
        out.writeStringField("metric_type", labels.metric().wire());
        out.writeStringField("source", labels.source().wire());
    }

    private void number(String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumberField(name, value);
        } else {
            out.writeNullField(name);
        }
    }

    private static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }
}
