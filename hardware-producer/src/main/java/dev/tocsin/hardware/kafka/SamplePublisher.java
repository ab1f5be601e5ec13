package dev.tocsin.hardware.kafka;

import dev.tocsin.events.HostSample;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes samples in order, from a thread of its own: Kafka's producer blocks its caller while it finds no broker, and
 * the schedule must not wait for that. Up to {@value #WAITING} samples wait; then the oldest is given up, and counted.
 * Thread-safe.
 */
public final class SamplePublisher implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(SamplePublisher.class);
    private static final int WAITING = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Producer<byte[], byte[]> producer;
    private final ThreadPoolExecutor executor;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>();

    /**
     * How publishing goes.
     *
     * @param acknowledged samples that Kafka has
     * @param lost samples that it did not get and never will
     * @param waiting samples of which neither is known yet
     * @param failure why the newest outcome was a loss; empty if it was not
     */
    public record State(long acknowledged, long lost, long waiting, Optional<String> failure) {}

    /** @param producer is closed with the publisher */
    public SamplePublisher(Producer<byte[], byte[]> producer) {
        this.producer = producer;
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                runnable -> {
                    Thread thread = new Thread(runnable, "hardware-publisher");
                    thread.setDaemon(true);
                    return thread;
                },
                this::makeRoom);
    }

    /** Takes the sample and returns at once. */
    public void publish(HostSample sample) {
        taken.incrementAndGet();
        executor.execute(() -> send(sample));
    }

    public State state() {
        long outcomes = acknowledged.get() + lost.get();
        // Read after the outcomes, so that it is never smaller than they are.
        long waiting = taken.get() - outcomes;
        return new State(acknowledged.get(), lost.get(), waiting, Optional.ofNullable(failure.get()));
    }

    /** Sends what still waits, for a few seconds at most. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                lost.addAndGet(executor.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        producer.close(PATIENCE);
    }

    private void send(HostSample sample) {
        try {
            byte[] key = sample.host().getBytes(StandardCharsets.UTF_8);
            // The time that the sample was taken, for topics that keep the producer's time; ours is set to keep
            // Kafka's.
            ProducerRecord<byte[], byte[]> outgoing =
                    new ProducerRecord<>(Topics.HOST_SAMPLES, null, sample.timestamp(), key, Json.encode(sample));
            producer.send(outgoing, (metadata, problem) -> {
                if (problem == null) {
                    succeeded();
                } else {
                    failed(problem);
                }
            });
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void succeeded() {
        acknowledged.incrementAndGet();
        if (failure.getAndSet(null) != null) {
            logger.info("samples reach Kafka again; {} were lost since the start", lost.get());
        }
    }

    private void failed(Exception problem) {
        lost.incrementAndGet();
        String reason = problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
        if (failure.getAndSet(reason) == null) {
            logger.warn(
                    "samples don't reach Kafka and are lost: {}; check that the broker runs and where it is",
                    reason,
                    problem);
        }
    }

    private void makeRoom(Runnable newest, ThreadPoolExecutor full) {
        if (full.isShutdown()) {
            lost.incrementAndGet();
            return;
        }
        if (full.getQueue().poll() != null) {
            lost.incrementAndGet();
        }
        full.execute(newest);
    }
}
