package dev.tocsin.allinone;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Json;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.Notification;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.Topics;
import dev.tocsin.events.service.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is published from now on and tells it as {@link News}. It only watches: it belongs to no group, commits
 * nothing, and nothing depends on it.
 */
final class EventFeed implements RunningService {

    private static final Logger logger = LoggerFactory.getLogger(EventFeed.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final List<String> TOPICS = List.of(Topics.ALERTS, Topics.NOTIFICATIONS, Topics.QUARANTINE);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Consumer<News> news;
    private final QuarantineDigest quarantine;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile String trouble = "";

    private EventFeed(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Consumer<News> news, Clock clock) {
        this.consumer = consumer;
        this.news = news;
        this.quarantine = new QuarantineDigest(clock, news);
        this.thread = new Thread(this::run, "event-feed");
        thread.setDaemon(true);
    }

    /** The topics must exist. What was published before is not told. */
    static EventFeed start(String bootstrapServers, Consumer<News> news, Clock clock) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "client.id",
                        "tocsin-event-feed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "latest",
                        "fetch.max.wait.ms",
                        500),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        return start(consumer, news, clock);
    }

    /** The consumer becomes the feed's, which closes it. */
    static EventFeed start(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Consumer<News> news, Clock clock) {
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // seekToEnd is lazy; asking pins "now" to this moment rather than to the first poll.
        partitions.forEach(consumer::position);
        EventFeed feed = new EventFeed(consumer, news, clock);
        feed.thread.start();
        return feed;
    }

    @Override
    public String name() {
        return "event-feed";
    }

    @Override
    public Condition condition() {
        return trouble.isEmpty() ? Condition.healthy("telling what happens") : Condition.unhealthy(trouble);
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                consumer.poll(POLL).forEach(this::tell);
                quarantine.tellIfDue();
            }
        } catch (WakeupException e) {
            logger.debug("The event feed stops.", e);
        } catch (RuntimeException | Error e) {
            // Whatever it was: a thread that dies in silence would look like a world in which nothing happens.
            trouble = "cannot tell what happens (" + e + "); see the dashboard instead, and start again";
            logger.warn("The event feed ends.", e);
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            switch (record.topic()) {
                case Topics.ALERTS -> news.accept(alert(Json.decode(record.value(), AlertTransition.class)));
                case Topics.NOTIFICATIONS ->
                    message(Json.decode(record.value(), Notification.class)).ifPresent(news);
                case Topics.QUARANTINE -> quarantine.add(Json.decode(record.value(), QuarantinedRecord.class));
                default -> throw new IllegalStateException("nobody asked for " + record.topic());
            }
        } catch (MalformedRecordException e) {
            logger.warn("A record of {} cannot be read and is not told.", record.topic(), e);
        }
    }

    static News alert(AlertTransition transition) {
        Instant at = Instant.ofEpochMilli(transition.at());
        return switch (transition.state()) {
            case FIRING ->
                new News(
                        at,
                        News.Kind.FIRING,
                        transition.entityName(),
                        transition.summary() + " (" + transition.rule() + "). " + transition.reason());
            case RESOLVED ->
                new News(
                        at,
                        News.Kind.RESOLVED,
                        transition.entityName(),
                        transition.summary() + " after " + (transition.at() - transition.openedAt()) / 1000 + " s ("
                                + transition.rule() + ").");
        };
    }

    static Optional<News> message(Notification notification) {
        String text =
                switch (notification.outcome()) {
                    case DELIVERED -> notification.text();
                    case REJECTED -> "was refused for good: " + notification.reason();
                    case RETRYING -> "is tried again: " + notification.reason();
                    case MUTED -> "";
                };
        return text == null || text.isBlank()
                ? Optional.empty()
                : Optional.of(new News(
                        Instant.ofEpochMilli(notification.at()), News.Kind.MESSAGE, notification.channel(), text));
    }
}
