package dev.tocsin.gateway.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * What a question came to.
 *
 * @param from inclusive, epoch ms, on the grid of the step
 * @param to exclusive, epoch ms; earlier than was asked if a limit was hit, and then whole points are missing at the end
 * @param stepMs length of a point
 * @param lines the points of each line by their number; a point that nothing was seen in is missing
 * @param limits what kept the answer from being what was asked for
 * @param isStale whether Postgres did not answer, so that only memory was read
 */
public record QueryAnswer(
        MetricQuery query,
        long from,
        long to,
        long stepMs,
        NavigableMap<Labels, Map<Integer, Point>> lines,
        List<Limit> limits,
        boolean isStale) {

    /** Values of a point in the metric's unit, percentiles in the order of the question. */
    public record Point(List<Double> percentiles, double min, double max, double mean, long count) {}

    /** A limit that was hit, with what to do about it. */
    public record Limit(String limit, String message) {}

    /** How many points a line could have. */
    public int points() {
        return (int) ((to - from + stepMs - 1) / stepMs);
    }

    /** Writes it as the telemetry API does. */
    public void write(JsonGenerator out) throws IOException {
        AnswerJson.write(this, out);
    }

    /** Whether there is more than the answer holds. */
    public boolean isTruncated() {
        return limits.stream().anyMatch(limit -> !limit.limit().equals(MetricQueries.RETENTION));
    }
}
