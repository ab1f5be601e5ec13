package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An incident opened, changed its severity, or was resolved. Topic {@link Topics#ALERTS}, key = {@link #fingerprint()}.
 *
 * <p>Identity: (incidentId, sequence); a replay of the inputs produces the same ones. Holds nothing that was read from a
 * clock: all times are event times.
 *
 * @param incidentId UUIDv5 of (fingerprint, openedAt)
 * @param sequence 1 for the opening, then ascending by one
 * @param fingerprint (entity, rule) as text; one incident at a time is open under it
 * @param ruleNumber the rule's number in ARCHITECTURE.md
 * @param rule the rule's name, for example {@code consecutive-failures}
 * @param entityName what people call the entity
 * @param summary one line for a subject
 * @param reason full sentences: what was seen, what limit it crossed, over which window
 * @param openedAt epoch ms
 * @param at when this transition happened, epoch ms
 * @param definitionVersion the definition's version that it was judged by, 0 for defaults
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertTransition(
        String incidentId,
        int sequence,
        String fingerprint,
        int ruleNumber,
        String rule,
        Entity entity,
        String entityName,
        Severity severity,
        State state,
        String summary,
        String reason,
        List<Evidence> evidence,
        long openedAt,
        long at,
        long definitionVersion) {

    public AlertTransition {
        Objects.requireNonNull(incidentId, "incidentId");
        Limits.uuid("incidentId", incidentId);
        Limits.time("openedAt", openedAt);
        Limits.time("at", at);
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(reason, "reason");
        evidence = List.copyOf(evidence);
    }

    /** Where an incident went. Ordinals are stored: add at the end only. */
    public enum State {
        FIRING,
        RESOLVED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static State fromWire(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * One figure that a decision rests on.
     *
     * @param metric what was measured, for example {@code p95 latency}
     * @param value in {@code unit}
     * @param limit what it was compared with, in the same unit
     * @param unit as people write it
     * @param window the time looked at, for example {@code 1m}; {@code checks} for a count of single results
     * @param observations how many observations the figure rests on
     */
    public record Evidence(String metric, double value, double limit, String unit, String window, long observations) {}
}
