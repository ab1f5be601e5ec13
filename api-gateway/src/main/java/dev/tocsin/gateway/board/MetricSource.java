package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.health.figures.Figures;
import java.time.Instant;
import java.util.Map;

/**
 * A source of pushed samples, as the telemetry API shows it.
 *
 * @param status healthy, degraded or unhealthy, from error rate and latency alone
 * @param metrics by metric type, over the last 5 minutes
 */
public record MetricSource(String service, String status, Map<String, Figure> metrics) {

    /**
     * What one metric came to.
     *
     * @param current the newest value by event time
     */
    public record Figure(
            Double current,
            Double p50,
            Double p90,
            Double p95,
            Double p99,
            @JsonProperty("p99_9") Double p999,
            Double min,
            Double max,
            Double avg,
            long count,
            Instant at) {

        /** Of measured values. */
        static Figure of(Figures figures, Double current, Instant at) {
            return new Figure(
                    current,
                    known(figures.p50()),
                    known(figures.p90()),
                    known(figures.p95()),
                    known(figures.p99()),
                    known(figures.p999()),
                    known(figures.min()),
                    known(figures.max()),
                    known(figures.mean()),
                    figures.measured(),
                    at);
        }
    }
}
