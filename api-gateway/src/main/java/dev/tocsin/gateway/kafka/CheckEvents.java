package dev.tocsin.gateway.kafka;

import dev.tocsin.events.HealthCheckEvent;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes HealthTrack's event for each check to {@link Topics#HEALTH_CHECKS}, on a thread of its own, so that nothing waits for
 * it.
 *
 * <p>Events and the place up to which results were read are committed in one transaction. So whoever reads committed records
 * gets each check once, whatever crashes; who reads uncommitted ones may see those of the last fraction of a second before a
 * crash twice, with the same {@code check_id}. Several gateways share the work as one consumer group. A gateway that never
 * wrote any begins ten minutes back.
 */
public final class CheckEvents implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(CheckEvents.class);
    private static final String GROUP = "tocsin-gateway-health-checks";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;
    private static final int BATCH = 2_000;

    private final String bootstrapServers;
    private final String transactionalId;
    private final Describer describer;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final ReaderThread thread = new ReaderThread("gateway-check-events", this::relay, this::failed);

    /** Makes the event of a result's record; empty if it has none. */
    @FunctionalInterface
    public interface Describer {
        Optional<HealthCheckEvent> describe(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Not started yet.
     *
     * @param instance what this gateway is called; one of the same name that still runs loses its right to write
     */
    public CheckEvents(String bootstrapServers, String instance, Describer describer) {
        this.bootstrapServers = bootstrapServers;
        this.transactionalId = GROUP + "-" + instance;
        this.describer = describer;
    }

    /** Begins; to be called once, when the topics exist. */
    public void start() {
        thread.start();
    }

    /** Events that were committed. */
    public long written() {
        return written.get();
    }

    /** How often writing failed and was begun anew, and events that were left out. */
    public long failures() {
        return failures.get();
    }

    private void relay() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(producerSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            thread.use(consumer);
            producer.initTransactions();
            consumer.subscribe(List.of(Topics.PROBE_RESULTS));
            while (!thread.isClosed()) {
                relay(consumer.poll(POLL), consumer, producer);
            }
        }
    }

    private void failed(RuntimeException cause) {
        failures.incrementAndGet();
        logger.warn("Events of checks do not reach Kafka; trying again from the last that did", cause);
    }

    private void relay(
            ConsumerRecords<byte[], byte[]> records,
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer) {
        List<HealthCheckEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            describe(record).ifPresent(events::add);
        }
        if (events.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        try {
            for (HealthCheckEvent event : events) {
                byte[] key = String.valueOf(event.serviceId()).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(Topics.HEALTH_CHECKS, key, Json.encode(event)));
            }
            producer.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
            producer.commitTransaction();
        } catch (KafkaException e) {
            abort(producer, e);
            throw e;
        }
        written.addAndGet(events.size());
    }

    /** One record that cannot be described must not keep back all that follow. */
    private Optional<HealthCheckEvent> describe(ConsumerRecord<byte[], byte[]> record) {
        try {
            return describer.describe(record);
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            logger.error(
                    "The event of check {}-{}@{} was left out; this is a bug, please report it",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
            return Optional.empty();
        }
    }

    /** So that readers need not wait until the broker gives the transaction up. */
    private static void abort(KafkaProducer<byte[], byte[]> producer, KafkaException cause) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            cause.addSuppressed(e);
        }
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> settings = new HashMap<>(TopicFeed.consumerSettings(bootstrapServers, transactionalId));
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "by_duration:PT10M");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings(bootstrapServers, transactionalId));
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        return settings;
    }

    @Override
    public void close() {
        thread.close();
    }
}
