package dev.tocsin.alerting.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Severity;
import java.util.Objects;

/**
 * One open incident as one channel knows it. Immutable; kept as JSON.
 *
 * @param transition its newest firing transition
 * @param toldSeverity the highest severity that was told; null if nothing was
 * @param toldAt when it was told last, epoch ms, 0 if never
 * @param coveredBy the reason why its newest transition was muted; null if it was not covered
 * @param uncoveredSince since when nothing covers it any more, epoch ms; 0 while covered
 * @param pending whether a message about it is on its way
 * @param closing whether its resolution has arrived: it is not open any more, and what it covers is its {@link Aftermath}'s
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpenIncident(
        AlertTransition transition,
        Severity toldSeverity,
        long toldAt,
        String coveredBy,
        long uncoveredSince,
        boolean pending,
        boolean closing) {

    public OpenIncident {
        Objects.requireNonNull(transition, "transition");
    }

    /** Newly heard of; its message is on its way. */
    public static OpenIncident pending(AlertTransition transition) {
        return new OpenIncident(transition, null, 0, null, 0, true, false);
    }

    public OpenIncident awaiting(AlertTransition newest) {
        return new OpenIncident(newest, toldSeverity, toldAt, coveredBy, uncoveredSince, true, closing);
    }

    public OpenIncident told(AlertTransition newest, long now) {
        Severity highest = toldSeverity != null && toldSeverity.compareTo(newest.severity()) > 0
                ? toldSeverity
                : newest.severity();
        return new OpenIncident(newest, highest, now, null, 0, false, closing);
    }

    /** Told before at this severity: the transition changes what it is, not what people know. */
    public OpenIncident unchanged(AlertTransition newest) {
        return new OpenIncident(newest, toldSeverity, toldAt, null, 0, false, closing);
    }

    public OpenIncident covered(AlertTransition newest, String by) {
        return new OpenIncident(newest, toldSeverity, toldAt, by, 0, false, closing);
    }

    public OpenIncident uncovered(long since) {
        return new OpenIncident(transition, toldSeverity, toldAt, coveredBy, since, pending, closing);
    }

    /** No message about it is on its way, and none waits for a cover to go. */
    public OpenIncident settled() {
        return new OpenIncident(transition, toldSeverity, toldAt, null, 0, false, closing);
    }

    public OpenIncident closed() {
        return new OpenIncident(transition, toldSeverity, toldAt, coveredBy, uncoveredSince, pending, true);
    }

    @JsonIgnore
    public String incidentId() {
        return transition.incidentId();
    }

    @JsonIgnore
    public Entity entity() {
        return transition.entity();
    }

    @JsonIgnore
    public boolean isCovered() {
        return coveredBy != null;
    }

    @JsonIgnore
    public boolean isTold() {
        return toldSeverity != null;
    }
}
