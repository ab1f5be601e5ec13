package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.figures.Figures;
import java.time.Instant;
import java.util.List;

/** A service's figures point by point; a point that nothing was seen in has 0 observations and nulls. */
public record TimelineAnswer(long id, String key, Resolution step, Instant from, Instant to, List<Point> points) {

    public record Point(
            Instant start,
            long observations,
            Double avgMs,
            Double p50Ms,
            Double p95Ms,
            Double p99Ms,
            Double errorRatePercent,
            Double apdex) {

        static Point of(long start, Aggregate seen, Resolution step) {
            Figures figures = Figures.of(seen, Metric.LATENCY.unit());
            return new Point(
                    Instant.ofEpochMilli(start),
                    figures.observations(),
                    known(figures.mean()),
                    known(figures.p50()),
                    known(figures.p95()),
                    known(figures.p99()),
                    known(figures.errorRate() * 100),
                    known(figures.apdex()));
        }
    }
}
