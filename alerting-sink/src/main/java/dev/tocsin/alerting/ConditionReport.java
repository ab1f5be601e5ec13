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
        return of(
                dispatcher.standing(),
                dispatcher.tally().of(Outcome.DELIVERED),
                memory.isBypassing(),
                consumer.failingSince(),
                consumer.lastError(),
                clock.millis());
    }

    /** @param kafkaFailing epoch ms since when Kafka cannot be read; 0 if it can */
    static Condition of(
            Standing standing, long delivered, boolean redisAway, long kafkaFailing, String kafkaError, long now) {
        if (kafkaFailing != 0 && now - kafkaFailing > KAFKA_PATIENCE_MS) {
            return Condition.unhealthy("cannot read alerts for " + Words.duration(now - kafkaFailing) + ": "
                    + kafkaError + ". Check Kafka.");
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
                + delivered + " delivered, "
                + (redisAway ? "Redis away (going on without it)" : "Redis ok"));
    }
}
