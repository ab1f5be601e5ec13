package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What one probe found. The ordinals are part of stored state: add at the end only.
 *
 * <p>For HTTP the final status code decides: below 400 ok, 4xx warn, 5xx error, no answer down.
 */
public enum CheckStatus {
    OK,
    WARN,
    ERROR,
    /** No answer: refused, name not found, deadline passed, bad certificate. Has no latency. */
    DOWN,
    /** The prober itself is blind, so this says nothing about the service: neither up nor failed. */
    UNKNOWN;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Whether a check with this status counts as failed in error rates and as frustrated in Apdex. */
    public boolean failed() {
        return this == WARN || this == ERROR || this == DOWN;
    }

    @JsonValue
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static CheckStatus fromWire(String text) {
        for (CheckStatus status : values()) {
            if (status.wire.equals(text)) {
                return status;
            }
        }
        throw new MalformedRecordException("unknown-status", "status must be ok, warn, error, down or unknown");
    }
}
