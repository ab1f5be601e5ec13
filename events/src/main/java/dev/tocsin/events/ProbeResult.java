package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * One check of one service from one location. Topic {@link Topics#PROBE_RESULTS}, key = {@link #service()}.
 *
 * @param id unique, sortable by time
 * @param service the service's key
 * @param location name of the place that probed
 * @param kind protocol, for example {@code http}
 * @param timestamp when the check started, epoch ms
 * @param latencyMs wall time to the complete response in ms; null exactly when there was no response
 * @param statusCode the protocol's final status code, null if there is none
 * @param apdexMs the Apdex threshold T that this result is judged by, ms
 * @param intervalMs the time that this check stands for, ms; coverage is counted with it
 * @param phases where the time went, null if not measured
 * @param error why there was no (good) answer, null if there was
 * @param certExpiresAt when the server's certificate expires, epoch ms, null without TLS
 * @param definitionId {@link ServiceDefinition#id()} of the definition that the prober went by, 0 if it knew none
 * @param definitionVersion {@link ServiceDefinition#version()} of it, 0 if it knew none; the result is judged by that version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProbeResult(
        String id,
        String service,
        String location,
        String kind,
        long timestamp,
        CheckStatus status,
        Double latencyMs,
        Integer statusCode,
        long apdexMs,
        long intervalMs,
        Phases phases,
        String error,
        Long certExpiresAt,
        long definitionId,
        long definitionVersion) {

    /** Apdex threshold of results that name none, ms. */
    public static final long DEFAULT_APDEX_MS = 1_000;

    private static final double MAX_MS = Unit.MILLISECONDS.fromScaled(Unit.MAX_SCALED);

    public ProbeResult {
        Limits.name("service", service);
        Limits.name("location", location);
        Objects.requireNonNull(status, "status");
        requireDuration("latencyMs", latencyMs);
        boolean answered = status != CheckStatus.DOWN && status != CheckStatus.UNKNOWN;
        if (answered != (latencyMs != null)) {
            throw new MalformedRecordException(
                    "bad-value", "latencyMs belongs to ok, warn and error, and only to those");
        }
        if (certExpiresAt != null) {
            Limits.time("certExpiresAt", certExpiresAt);
        }
        if (apdexMs < 1 || apdexMs > Limits.MAX_DURATION_MS) {
            throw new MalformedRecordException("bad-value", "apdexMs must be 1 to " + Limits.MAX_DURATION_MS);
        }
        if (intervalMs < 0 || intervalMs > Limits.MAX_DURATION_MS) {
            throw new MalformedRecordException("bad-value", "intervalMs must be 0 to " + Limits.MAX_DURATION_MS);
        }
        if (definitionId < 0 || definitionVersion < 0) {
            throw new MalformedRecordException("bad-value", "definitionId and definitionVersion must not be negative");
        }
    }

    /** As it is read: the threshold, the interval and the definition may be missing. */
    @JsonCreator
    static ProbeResult fromWire(
            @JsonProperty("id") String id,
            @JsonProperty("service") String service,
            @JsonProperty("location") String location,
            @JsonProperty("kind") String kind,
            @JsonProperty("timestamp") long timestamp,
            @JsonProperty("status") CheckStatus status,
            @JsonProperty("latencyMs") Double latencyMs,
            @JsonProperty("statusCode") Integer statusCode,
            @JsonProperty("apdexMs") Long apdexMs,
            @JsonProperty("intervalMs") Long intervalMs,
            @JsonProperty("phases") Phases phases,
            @JsonProperty("error") String error,
            @JsonProperty("certExpiresAt") Long certExpiresAt,
            @JsonProperty("definitionId") Long definitionId,
            @JsonProperty("definitionVersion") Long definitionVersion) {
        return new ProbeResult(
                id,
                service,
                location,
                kind,
                timestamp,
                status,
                latencyMs,
                statusCode,
                apdexMs == null ? DEFAULT_APDEX_MS : apdexMs,
                intervalMs == null ? 0 : intervalMs,
                phases,
                error,
                certExpiresAt,
                definitionId == null ? 0 : definitionId,
                definitionVersion == null ? 0 : definitionVersion);
    }

    /** Parts of the wall time in ms; null where a part did not take place, as connecting over a kept connection. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Phases(Double resolve, Double connect, Double tls, Double processing, Double transfer) {

        public Phases {
            requireDuration("resolve", resolve);
            requireDuration("connect", connect);
            requireDuration("tls", tls);
            requireDuration("processing", processing);
            requireDuration("transfer", transfer);
        }
    }

    private static void requireDuration(String field, Double ms) {
        if (ms != null && !(ms >= 0 && ms <= MAX_MS)) {
            throw new MalformedRecordException("bad-value", field + " must be a number from 0 to " + MAX_MS);
        }
    }
}
