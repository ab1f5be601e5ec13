package dev.tocsin.gateway.board;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Severity;
import java.time.Instant;

/** What became of one message. */
public record NotificationCard(
        String incidentId,
        int sequence,
        Entity entity,
        String rule,
        Severity severity,
        AlertTransition.State state,
        String channel,
        Notification.Outcome outcome,
        String reason,
        int attempts,
        String text,
        Instant at) {

    static NotificationCard of(Notification notification) {
        return new NotificationCard(
                notification.incidentId(),
                notification.sequence(),
                notification.entity(),
                notification.rule(),
                notification.severity(),
                notification.state(),
                notification.channel(),
                notification.outcome(),
                notification.reason(),
                notification.attempts(),
                notification.text(),
                Instant.ofEpochMilli(notification.at()));
    }
}
