package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.Rate;
import dev.tocsin.health.figures.Uptime;

/**
 * A service's figures over one view, of one location or of all. Latencies in ms, shares in percent, Apdex 0..1; null is
 * unknown, never 0. Definitions: {@link Figures}, {@link Rate}, {@link Uptime}.
 *
 * @param statuses results by status class
 * @param slow answers that took longer than the service's T
 * @param uptime of the time that should have been observed
 */
public record ServiceFigures(
        long observations,
        Statuses statuses,
        long measured,
        long failed,
        long slow,
        Double avgMs,
        Double minMs,
        Double maxMs,
        Double p50Ms,
        Double p90Ms,
        Double p95Ms,
        Double p99Ms,
        @JsonProperty("p99_9_ms") Double p999Ms,
        Double apdex,
        Double errorRatePercent,
        Double requestRateRpm,
        Double throughputRps,
        UptimeShares uptime) {

    /** Ok is below 400, warn 4xx, error 5xx, down no answer, unknown a blind prober. */
    public record Statuses(long ok, long warn, long error, long down, long unknown) {}

    /** The first three add up to 100; coverage is up and down together. */
    public record UptimeShares(Double upPercent, Double downPercent, Double unknownPercent, Double coveragePercent) {}

    static ServiceFigures of(Figures figures, Rate rate, Uptime uptime) {
        return new ServiceFigures(
                figures.observations(),
                statuses(figures),
                figures.measured(),
                figures.failed(),
                figures.slow(),
                known(figures.mean()),
                known(figures.min()),
                known(figures.max()),
                known(figures.p50()),
                known(figures.p90()),
                known(figures.p95()),
                known(figures.p99()),
                known(figures.p999()),
                known(figures.apdex()),
                known(figures.errorRate() * 100),
                known(rate.perMinute()),
                known(rate.perSecond()),
                new UptimeShares(
                        known(uptime.up() * 100),
                        known(uptime.down() * 100),
                        known(uptime.unknown() * 100),
                        known(uptime.coverage() * 100)));
    }

    static Statuses statuses(Figures figures) {
        return new Statuses(figures.ok(), figures.warn(), figures.error(), figures.down(), figures.unknown());
    }
}
