package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Objects;

/**
 * What became of one alert transition on one channel. Topic {@link Topics#NOTIFICATIONS}, key = incident id; table
 * {@code notifications}. Identity: (incidentId, sequence, channel).
 *
 * @param channel for example {@code slack}
 * @param outcome what happened
 * @param reason why, in words: the channel's answer, the incident that covers it, the last error
 * @param attempts how often it was tried
 * @param text the message's plain text
 * @param at epoch ms, the notifier's clock
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Notification(
        String incidentId,
        int sequence,
        Entity entity,
        String rule,
        Severity severity,
        AlertTransition.State state,
        String channel,
        Outcome outcome,
        String reason,
        int attempts,
        String text,
        long at) {

    public Notification {
        Objects.requireNonNull(incidentId, "incidentId");
        Limits.uuid("incidentId", incidentId);
        Limits.time("at", at);
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(outcome, "outcome");
    }

    public enum Outcome {
        DELIVERED,
        /** Said already by the message of another incident of the same entity. */
        MUTED,
        /** The channel refused it for good; a person must look. */
        REJECTED,
        /** Not delivered yet; tried again. */
        RETRYING;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Outcome fromWire(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
