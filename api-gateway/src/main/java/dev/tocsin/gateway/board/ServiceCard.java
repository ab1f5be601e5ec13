package dev.tocsin.gateway.board;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.events.CheckStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One service as the dashboard shows it. Latencies in ms, shares in percent, Apdex 0..1; null is unknown.
 *
 * @param tier colour of the label: green, yellow, orange, red or grey
 * @param state of health: green, yellow, red, silent or no_data
 * @param reasons why, in full sentences
 * @param window what the figures without a period in their name are computed over
 * @param tiers colour by figure
 * @param firing open incidents
 * @param dependsOn keys
 */
public record ServiceCard(
        long id,
        String key,
        String name,
        String url,
        CheckStatus status,
        String label,
        String tier,
        String state,
        List<String> reasons,
        Instant updatedAt,
        Window window,
        long observations,
        Double avgMs,
        Double p50Ms,
        Double p90Ms,
        Double p95Ms,
        Double p99Ms,
        @JsonProperty("p99_9_ms") Double p999Ms,
        Double apdex,
        Double errorRatePercent,
        Double requestRateRpm,
        Double throughputRps,
        @JsonProperty("uptime_percent_24h") Double uptimePercent24h,
        @JsonProperty("coverage_percent_24h") Double coveragePercent24h,
        Map<String, String> tiers,
        List<Location> locations,
        int firing,
        List<String> dependsOn) {

    public record Window(Instant from, Instant to, String span) {}

    /** Whether a look at the other would tell nobody anything new; the time of looking does not count. */
    public boolean tellsTheSameAs(ServiceCard other) {
        return status == other.status
                && label.equals(other.label)
                && state.equals(other.state)
                && name.equals(other.name)
                && url.equals(other.url)
                && observations == other.observations
                && firing == other.firing
                && locations.equals(other.locations)
                && dependsOn.equals(other.dependsOn);
    }

    /** What one location saw last; unknown if that is too long ago to count. */
    public record Location(String location, CheckStatus status, Double latencyMs, Instant at, String error) {}
}
