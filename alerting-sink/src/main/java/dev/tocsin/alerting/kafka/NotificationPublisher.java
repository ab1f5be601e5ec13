package dev.tocsin.alerting.kafka;

import dev.tocsin.alerting.stage.Journal;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Topics;
import dev.tocsin.events.service.BadSettingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as a topic. Has a thread of its own, because a producer that lacks a topic's metadata blocks its caller, and
 * no page may wait for the record of another. Thread-safe.
 */
public final class NotificationPublisher implements Journal, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(NotificationPublisher.class);

    /** An offset waits this long for the record; then it goes on, since what was sent must not be held up by its record. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "alerting-notifications");
        worker.setDaemon(true);
        return worker;
    });
    private final LongAdder failed = new LongAdder();

    /** @throws BadSettingException if none of the bootstrap servers is an address */
    public NotificationPublisher(String bootstrapServers) {
        this(Opening.client(
                bootstrapServers,
                () -> new KafkaProducer<>(
                        settings(bootstrapServers), new StringSerializer(), new ByteArraySerializer())));
    }

    NotificationPublisher(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        Map<String, Object> settings =
                new HashMap<>(Topics.producerSettings(bootstrapServers, "tocsin-alerting-sink-notifications"));
        settings.put("max.block.ms", 2_000);
        return settings;
    }

    @Override
    public CompletionStage<Void> publish(Notification notification) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            thread.execute(() -> send(notification, written));
        } catch (RejectedExecutionException e) {
            failed(notification, e);
            written.complete(null);
        }
        return written.completeOnTimeout(null, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void send(Notification notification, CompletableFuture<Void> written) {
        try {
            producer.send(
                    new ProducerRecord<>(Topics.NOTIFICATIONS, notification.incidentId(), Json.encode(notification)),
                    (metadata, error) -> {
                        if (error != null) {
                            failed(notification, error);
                        }
                        written.complete(null);
                    });
        } catch (KafkaException | IllegalStateException e) {
            failed(notification, e);
            written.complete(null);
        }
    }

    private void failed(Notification notification, Exception error) {
        failed.increment();
        logger.warn(
                "not recorded in {}: {} of incident {} on {}: {}. Is Kafka running, does the topic exist?",
                Topics.NOTIFICATIONS,
                notification.outcome().wire(),
                notification.incidentId(),
                notification.channel(),
                error.toString());
    }

    /** Notifications that never reached the topic. */
    public long failed() {
        return failed.sum();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(LONGEST_WAIT);
    }
}
