package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;

/**
 * One check as HealthTrack's consumers know it, and what tells it from others. Topic {@link Topics#HEALTH_CHECKS}, key =
 * service id in decimal digits. Identity: {@link #checkId()}.
 *
 * @param serviceId the registered service's id
 * @param serviceName its name when the event was written
 * @param status never unknown
 * @param responseTimeMs null exactly if there was no response
 * @param apdexScore 0..1 over the last hour of the service, null if unknown
 * @param errorRatePercent 0..100 over the last hour of the service, null if unknown
 * @param timestamp when the check started, RFC 3339 in UTC
 * @param checkId partition · 2⁴⁰ + offset of the check's own record, the id that the checks of the API have
 * @param location where it was checked from
 */
public record HealthCheckEvent(
        @JsonProperty("service_id") long serviceId,
        @JsonProperty("service_name") String serviceName,
        CheckStatus status,
        @JsonProperty("response_time_ms") Double responseTimeMs,
        @JsonProperty("apdex_score") Double apdexScore,
        @JsonProperty("error_rate_percent") Double errorRatePercent,
        String timestamp,
        @JsonProperty("check_id") long checkId,
        String location) {

    /** Longer than names on other topics: HealthTrack's services may have so many characters. */
    private static final int MAX_SERVICE_NAME = 255;

    private static final int PARTITION_BITS = 40;

    public HealthCheckEvent {
        if (serviceName == null || serviceName.isBlank() || serviceName.length() > MAX_SERVICE_NAME) {
            throw new MalformedRecordException(
                    "bad-name", "service_name must have 1 to " + MAX_SERVICE_NAME + " characters");
        }
        Limits.name("location", location);
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(timestamp, "timestamp");
        if (status == CheckStatus.UNKNOWN) {
            throw new MalformedRecordException("bad-value", "status must be ok, warn, error or down");
        }
        try {
            Instant.parse(timestamp);
        } catch (DateTimeException e) {
            throw new MalformedRecordException("bad-timestamp", "timestamp must be RFC 3339 in UTC");
        }
    }

    /** The id of the check whose record lies there. */
    public static long checkId(int partition, long offset) {
        return ((long) partition << PARTITION_BITS) + offset;
    }
}
