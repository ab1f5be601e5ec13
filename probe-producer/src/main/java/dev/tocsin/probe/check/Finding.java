package dev.tocsin.probe.check;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ProbeResult;
import java.util.Objects;

/**
 * What a prober found; the fields mean what they mean in {@link ProbeResult}.
 *
 * @param latencyMs there exactly when there was an answer
 * @param error short and for people; null if there was an answer
 */
public record Finding(
        CheckStatus status,
        Double latencyMs,
        Integer statusCode,
        ProbeResult.Phases phases,
        String error,
        Long certExpiresAt) {

    private static final int MAX_ERROR = 200;

    public Finding {
        Objects.requireNonNull(status, "status");
        boolean answered = status != CheckStatus.DOWN && status != CheckStatus.UNKNOWN;
        if (answered != (latencyMs != null)) {
            throw new IllegalArgumentException("latencyMs belongs to answers, and only to those");
        }
        if (error != null && error.length() > MAX_ERROR) {
            error = error.substring(0, MAX_ERROR - 1) + "…";
        }
    }

    /** No answer, for a reason on the way to the service or in it. */
    public static Finding down(String error) {
        return new Finding(CheckStatus.DOWN, null, null, null, error, null);
    }

    /** The prober cannot tell how the service is, for a reason of its own. */
    public static Finding unknown(String error) {
        return new Finding(CheckStatus.UNKNOWN, null, null, null, error, null);
    }
}
