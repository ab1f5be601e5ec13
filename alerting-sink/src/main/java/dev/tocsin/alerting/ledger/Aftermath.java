package dev.tocsin.alerting.ledger;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Severity;
import java.util.Objects;

/**
 * What is left of an incident that people were told of, once its resolution is known: for a while it still speaks for
 * other rules, because those that look at the last minute notice the same outage when it is over. Immutable; kept as JSON.
 *
 * @param rule its rule's name
 * @param entityName what people called the entity, may be null
 * @param severity the highest that was told
 * @param toldAt when it was told last, epoch ms
 * @param resolvedAt when it was decided to tell that it is resolved, epoch ms, the notifier's clock
 */
public record Aftermath(
        String incidentId,
        String fingerprint,
        String rule,
        Entity entity,
        String entityName,
        Severity severity,
        long toldAt,
        long resolvedAt) {

    public Aftermath {
        Objects.requireNonNull(incidentId, "incidentId");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(severity, "severity: what was never told has no aftermath");
    }

    /** @param told an incident of which people were told */
    public static Aftermath of(OpenIncident told, long resolvedAt) {
        AlertTransition transition = told.transition();
        return new Aftermath(
                transition.incidentId(),
                transition.fingerprint(),
                transition.rule(),
                transition.entity(),
                transition.entityName(),
                told.toldSeverity(),
                told.toldAt(),
                resolvedAt);
    }
}
