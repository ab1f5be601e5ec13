package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.Rate;
import java.time.Instant;
import java.util.List;

/** A service's figures point by point; a point that nothing was seen in has 0 observations and nulls. */
public record TimelineAnswer(long id, String key, Resolution step, Instant from, Instant to, List<Point> points) {

    /**
     * One final or open window. Latencies in ms, rates in percent unless they say otherwise.
     *
     * @param throughputRps over the window, or over what of it has passed
     */
    public record Point(
            Instant start,
            long observations,
            ServiceFigures.Statuses statuses,
            long slow,
            Double avgMs,
            Double minMs,
            Double maxMs,
            Double p50Ms,
            Double p90Ms,
            Double p95Ms,
            Double p99Ms,
            @JsonProperty("p99_9_ms") Double p999Ms,
            Double errorRatePercent,
            Double uptimePercent,
            Double apdex,
            Double requestRateRpm,
            Double throughputRps) {

        static Point of(long start, Aggregate seen, Resolution step, long now) {
            Figures figures = Figures.of(seen, Metric.LATENCY.unit());
            long passed = Math.min(step.millis(), now - start);
            Rate rate = seen.isEmpty() ? Rate.UNKNOWN : Rate.of(seen.observations(), step.millis(), passed, 0);
            return new Point(
                    Instant.ofEpochMilli(start),
                    figures.observations(),
                    ServiceFigures.statuses(figures),
                    figures.slow(),
                    known(figures.mean()),
                    known(figures.min()),
                    known(figures.max()),
                    known(figures.p50()),
                    known(figures.p90()),
                    known(figures.p95()),
                    known(figures.p99()),
                    known(figures.p999()),
                    known(figures.errorRate() * 100),
                    known(figures.uptime() * 100),
                    known(figures.apdex()),
                    known(rate.perMinute()),
                    known(rate.perSecond()));
        }
    }
}
