package dev.tocsin.gateway.board;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Severity;
import java.time.Instant;
import java.util.List;

/** The newest transition of one incident. */
public record IncidentCard(
        String id,
        int sequence,
        String rule,
        int ruleNumber,
        Entity entity,
        String entityName,
        Severity severity,
        AlertTransition.State state,
        String summary,
        String reason,
        List<Evidence> evidence,
        Instant openedAt,
        Instant at) {

    static IncidentCard of(AlertTransition transition) {
        return new IncidentCard(
                transition.incidentId(),
                transition.sequence(),
                transition.rule(),
                transition.ruleNumber(),
                transition.entity(),
                transition.entityName(),
                transition.severity(),
                transition.state(),
                transition.summary(),
                transition.reason(),
                transition.evidence(),
                Instant.ofEpochMilli(transition.openedAt()),
                Instant.ofEpochMilli(transition.at()));
    }
}
