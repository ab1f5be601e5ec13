package dev.tocsin.gateway.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands pushed samples to Kafka and waits until it has them. Thread-safe; waiting callers share batches. */
public final class SampleSender implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(SampleSender.class);
    private static final int DELIVERY_TIMEOUT_MS = 4_000;
    /** While Kafka is away each sample waits for seconds; so many may, so that threads remain to serve everything else. */
    private static final int MAX_WAITING = 100;

    private final CompletableFuture<Void> topicsReady;
    private final BiConsumer<TelemetrySample, RecordMetadata> stored;
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * A sender.
     *
     * @param topicsReady before it is complete, nothing is sent
     * @param stored hears of each sample that Kafka has and where, before its sender does, in the order of its partition; it
     *     must not block
     */
    public SampleSender(
            String bootstrapServers,
            CompletableFuture<Void> topicsReady,
            BiConsumer<TelemetrySample, RecordMetadata> stored) {
        this.topicsReady = topicsReady;
        this.stored = stored;
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings(bootstrapServers, "gateway-ingest"));
        // Whoever posts waits for it; samples that come while a request is on its way share the next one all the same.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS - 1_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What became of a sample. */
    public enum Outcome {
        STORED,
        /** Kafka did not confirm it in time. It may have it all the same: sending again may store it twice. */
        UNCONFIRMED
    }

    public Outcome send(TelemetrySample sample) {
        if (!topicsReady.isDone() || topicsReady.isCompletedExceptionally()) {
            return Outcome.UNCONFIRMED;
        }
        if (!places.tryAcquire()) {
            return Outcome.UNCONFIRMED;
        }
        byte[] key = sample.service().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(new ProducerRecord<>(Topics.TELEMETRY, key, encode(sample)), (where, failure) -> {
                        if (failure == null) {
                            stored.accept(sample, where);
                        }
                    })
                    .get(DELIVERY_TIMEOUT_MS + 500, TimeUnit.MILLISECONDS);
            return Outcome.STORED;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            logger.warn("Kafka did not confirm a sample; its sender is told to try again", e);
            return Outcome.UNCONFIRMED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.UNCONFIRMED;
        } finally {
            places.release();
        }
    }

    /** The record of a sample, with an RFC 3339 timestamp, which people can read in the topic. */
    public static byte[] encode(TelemetrySample sample) {
        ObjectNode node = Json.mapper().valueToTree(sample);
        node.put("timestamp", Instant.ofEpochMilli(sample.timestamp()).toString());
        return Json.encode(node);
    }

    @Override
    public void close() {
        producer.close(Duration.ofMillis(500));
    }
}
