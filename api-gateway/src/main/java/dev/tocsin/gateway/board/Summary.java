package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.figures.Figures;
import java.time.Instant;

/**
 * A service's last 24 hours in figures, as HealthTrack's clients expect them. Anybody can compute them again from the raw
 * checks of [{@code window_start}, {@code window_end}): counts, rates and Apdex exactly, percentiles to 1.09 %. What nothing
 * was measured for is null. Request rate and throughput look at most an hour back.
 *
 * @param provisional true while no slice is final yet, in a service's first seconds
 */
public record Summary(
        long serviceId,
        String serviceName,
        CheckStatus currentStatus,
        Double avgResponseTimeMs,
        Double p95ResponseTimeMs,
        Double p99ResponseTimeMs,
        Double errorRatePercent,
        @JsonProperty("uptime_percent_24h") Double uptimePercent24h,
        @JsonProperty("coverage_percent_24h") Double coveragePercent24h,
        Double requestRateRpm,
        Double throughputRps,
        Double apdexScore,
        long checksCount,
        Instant lastCheckTimestamp,
        Instant windowStart,
        Instant windowEnd,
        boolean provisional) {

    static Summary of(ServiceDefinition definition, ProbedService.Day day, LastCheck newest) {
        Figures figures = day.figures();
        return new Summary(
                definition.id(),
                definition.name(),
                newest == null ? null : newest.status(),
                known(figures.mean()),
                known(figures.p95()),
                known(figures.p99()),
                known(figures.errorRate() * 100),
                known(figures.uptime() * 100),
                known(day.coverage() * 100),
                known(day.perMinute()),
                known(day.perMinute() / 60),
                known(figures.apdex()),
                figures.observations(),
                newest == null ? null : Instant.ofEpochMilli(newest.at()),
                Instant.ofEpochMilli(day.from()),
                Instant.ofEpochMilli(day.to()),
                day.provisional());
    }
}
