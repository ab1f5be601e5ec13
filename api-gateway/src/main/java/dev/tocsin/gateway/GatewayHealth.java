package dev.tocsin.gateway;

import dev.tocsin.events.service.RunningService.Condition;
import dev.tocsin.gateway.kafka.ControlPublisher;
import dev.tocsin.gateway.kafka.TopicSetup;
import dev.tocsin.gateway.store.Database;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the gateway can do its work, from what its threads last saw; asks nobody, so it never blocks. Thread-safe. */
final class GatewayHealth {

    private static final long FEED_PATIENCE_MS = 15_000;
    /** Ticks come every second: memory that has not heard of Kafka for so long may not know the newest. */
    private static final long FRESH_MS = 5_000;

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

    private volatile BooleanSupplier kafkaIsSilent = () -> true;
    private volatile BooleanSupplier databaseIsAway = () -> false;

    void watch(Database database) {
        databaseIsAway = database::isAway;
    }

    void watch(TopicSetup topics, ControlPublisher publisher, LongSupplier lastRecordAt, Clock clock) {
        long watchedSince = clock.millis();
        kafkaIsSilent =
                () -> clock.millis() - Math.max(watchedSince, lastRecordAt.getAsLong()) > FRESH_MS || !isReady(topics);
        kafka = () -> {
            if (!isReady(topics)) {
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

    private static boolean isReady(TopicSetup topics) {
        return topics.ready().isDone() && !topics.ready().isCompletedExceptionally();
    }

    /** What answers from memory may lag behind, with commas between: postgres, kafka; empty if nothing. */
    String stale() {
        return Stream.of(databaseIsAway.getAsBoolean() ? "postgres" : "", kafkaIsSilent.getAsBoolean() ? "kafka" : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
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
