package dev.tocsin.gateway;

import dev.tocsin.events.service.RunningService.Condition;
import dev.tocsin.gateway.kafka.ControlPublisher;
import dev.tocsin.gateway.kafka.TopicSetup;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Whether the gateway can do its work, from what its threads last saw; asks nobody, so it never blocks. Thread-safe. */
final class GatewayHealth {

    private static final long FEED_PATIENCE_MS = 15_000;

    private volatile Supplier<Condition> kafka = () -> Condition.unhealthy("The gateway is starting.");
    private volatile String databaseTrouble = "";
    private volatile Supplier<String> remark = () -> "";

    /** Each thing that the gateway needs, by its name. */
    Map<String, Condition> conditions() {
        Map<String, Condition> each = new LinkedHashMap<>();
        each.put("kafka", kafka.get());
        String trouble = databaseTrouble;
        each.put("postgres", trouble.isEmpty() ? Condition.healthy("Postgres answers.") : Condition.unhealthy(trouble));
        return each;
    }

    void watch(TopicSetup topics, ControlPublisher publisher, LongSupplier lastRecordAt, Clock clock) {
        long watchedSince = clock.millis();
        kafka = () -> {
            if (!topics.ready().isDone()) {
                return Condition.unhealthy(
                        "Kafka does not answer; start it or correct TOCSIN_KAFKA_BOOTSTRAP_SERVERS.");
            }
            if (!publisher.trouble().isEmpty()) {
                return Condition.unhealthy("Definitions wait to be published: " + publisher.trouble());
            }
            if (clock.millis() - Math.max(watchedSince, lastRecordAt.getAsLong()) > FEED_PATIENCE_MS) {
                return Condition.unhealthy(
                        "No tick has come back from Kafka for 15 s; its log and the gateway's say why.");
            }
            return Condition.healthy("Serving; topics, tables and definitions are in order.");
        };
    }

    /** What people should know though everything works; empty if nothing. */
    void remark(Supplier<String> source) {
        remark = source;
    }

    /** Says how Postgres answered last. */
    void database(String trouble) {
        databaseTrouble = trouble;
    }

    Condition condition() {
        String trouble = databaseTrouble;
        if (!trouble.isEmpty()) {
            return Condition.unhealthy(trouble);
        }
        Condition condition = kafka.get();
        String known = remark.get();
        return condition.healthy() && !known.isEmpty()
                ? Condition.healthy(condition.detail() + " The last good configuration holds, because " + known)
                : condition;
    }
}
