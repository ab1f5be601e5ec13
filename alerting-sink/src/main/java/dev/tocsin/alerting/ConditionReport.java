package dev.tocsin.alerting;

import dev.tocsin.alerting.channel.Words;
import dev.tocsin.alerting.delivery.Dispatcher;
import dev.tocsin.alerting.delivery.Standing;
import dev.tocsin.alerting.kafka.AlertsConsumer;
import dev.tocsin.alerting.ledger.FailOpenMemory;
import dev.tocsin.events.Notification.Outcome;
import dev.tocsin.events.service.RunningService.Condition;
import java.time.Clock;

/** Says how the notifier is, and if it is not well, what to do. Never blocks. */
final class ConditionReport {

    private static final long PATIENCE_MS = 60_000;
    private static final long KAFKA_PATIENCE_MS = 15_000;

    private final Dispatcher dispatcher;
    private final FailOpenMemory memory;
    private final AlertsConsumer consumer;
    private final Clock clock;

    ConditionReport(Dispatcher dispatcher, FailOpenMemory memory, AlertsConsumer consumer, Clock clock) {
        this.dispatcher = dispatcher;
        this.memory = memory;
        this.consumer = consumer;
        this.clock = clock;
    }

    Condition now() {
        Standing standing = dispatcher.standing();
        long now = clock.millis();
        long kafkaFailing = consumer.failingSince();
        if (kafkaFailing != 0 && now - kafkaFailing > KAFKA_PATIENCE_MS) {
            return Condition.unhealthy("cannot read alerts for " + Words.duration(now - kafkaFailing) + ": "
                    + consumer.lastError() + ". Check Kafka.");
        }
        if (standing.rejected()) {
            return Condition.unhealthy("a message was refused for good: " + standing.lastError());
        }
        if (standing.retryingSince() != 0 && now - standing.retryingSince() > PATIENCE_MS) {
            return Condition.unhealthy(standing.underWay() + " waiting, not delivered for "
                    + Words.duration(now - standing.retryingSince()) + ": " + standing.lastError()
                    + ". Look at Slack's status page and the way out of this machine.");
        }
        return Condition.healthy(standing.openIncidents() + " open incidents, "
                + dispatcher.tally().of(Outcome.DELIVERED) + " delivered, "
                + (memory.isBypassing() ? "Redis away (going on without it)" : "Redis ok"));
    }
}
