package dev.tocsin.gateway.kafka;

import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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

    /** What became of samples. */
    public enum Outcome {
        STORED,
        /** Kafka did not confirm all of them in time. It may have them all the same: sending again may store some twice. */
        UNCONFIRMED
    }

    /** Waits until Kafka has all of them. */
    public Outcome send(List<SampleRecord> records) {
        if (!topicsReady.isDone() || topicsReady.isCompletedExceptionally()) {
            return Outcome.UNCONFIRMED;
        }
        if (!places.tryAcquire()) {
            return Outcome.UNCONFIRMED;
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DELIVERY_TIMEOUT_MS + 500);
        try {
            List<Future<RecordMetadata>> answers = new ArrayList<>(records.size());
            for (SampleRecord record : records) {
                answers.add(send(record));
            }
            for (Future<RecordMetadata> answer : answers) {
                answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return Outcome.STORED;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            logger.warn("Kafka did not confirm {} samples; their sender is told to try again", records.size(), e);
            return Outcome.UNCONFIRMED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.UNCONFIRMED;
        } finally {
            places.release();
        }
    }

    private Future<RecordMetadata> send(SampleRecord record) {
        byte[] key = record.sample().service().getBytes(StandardCharsets.UTF_8);
        return producer.send(new ProducerRecord<>(Topics.TELEMETRY, key, record.bytes()), (where, failure) -> {
            if (failure == null) {
                stored.accept(record.sample(), where);
            }
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofMillis(500));
    }
}
