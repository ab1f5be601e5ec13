package dev.tocsin.probe.kafka;

import dev.tocsin.events.Json;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.Topics;
import dev.tocsin.events.service.BadSettingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends results to Kafka from a thread of its own, so that probing never waits for Kafka. While Kafka is away, results
 * wait in the producer's memory (32 MiB, about 100,000 results) and then in a short queue; beyond that the new ones are
 * dropped and counted.
 */
public final class ResultPublisher implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(ResultPublisher.class);
    static final int QUEUE = 10_000;
    /** Results that are older when they arrive are refused as late by the detection job, so trying longer is vain. */
    private static final int DELIVERY_TIMEOUT_MS = (int) Duration.ofHours(2).toMillis();
    /** Results in a slow Kafka are normal; none in this time is worth a word. */
    private static final Duration STALLED = Duration.ofSeconds(10);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final String bootstrapServers;
    private final Producer<String, byte[]> producer;
    private final BlockingQueue<ProbeResult> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final DropLog dropLog = new DropLog(Duration.ofMinutes(1));

    /** Whether the producer did not take the last result; touched on the sending thread alone. */
    private boolean refused;

    private volatile long progressAt = System.nanoTime();
    private volatile String lastError = "no answer";
    private volatile boolean closed;

    /** @throws BadSettingException if none of the bootstrap servers is an address */
    public ResultPublisher(String bootstrapServers) {
        this(bootstrapServers, producer(bootstrapServers));
    }

    ResultPublisher(String bootstrapServers, Producer<String, byte[]> producer) {
        this.bootstrapServers = bootstrapServers;
        this.producer = producer;
        this.thread = new Thread(this::run, "probe-publisher");
        this.thread.setDaemon(true);
    }

    private static Producer<String, byte[]> producer(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings(bootstrapServers, "tocsin-probe-results"));
        settings.put("delivery.timeout.ms", DELIVERY_TIMEOUT_MS);
        // What the producer cannot take in this time is offered again, so a short one only makes closing quick.
        settings.put("max.block.ms", 1_000);
        try {
            return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BadSettingException("TOCSIN_KAFKA_BOOTSTRAP_SERVERS=" + bootstrapServers + " cannot be used ("
                    + cause.getMessage()
                    + "); set it to host:port, several with commas, and start again once the name of"
                    + " one can be resolved.");
        }
    }

    public void start() {
        thread.start();
    }

    /** Takes a result to be sent. Never blocks and never throws. */
    public void publish(ProbeResult result) {
        if (waiting.getAndIncrement() == 0) {
            progressAt = System.nanoTime();
        }
        if (closed || !queue.offer(result)) {
            drop("the queue is full");
        }
    }

    /** Results that Kafka has acknowledged. */
    public long published() {
        return published.get();
    }

    /** Results that were given up. */
    public long dropped() {
        return dropped.get();
    }

    /** What keeps results from arriving, in words that say what to do. */
    public Optional<String> trouble() {
        long still = System.nanoTime() - progressAt;
        return waiting.get() > 0 && still > STALLED.toNanos()
                ? Optional.of("no result has reached Kafka at " + bootstrapServers + " for "
                        + TimeUnit.NANOSECONDS.toSeconds(still) + " s (" + lastError + "; " + waiting.get()
                        + " wait, " + dropped.get() + " dropped); check that it runs and that "
                        + "TOCSIN_KAFKA_BOOTSTRAP_SERVERS names it")
                : Optional.empty();
    }

    private void run() {
        try {
            awaitTopic();
            while (!closed || !queue.isEmpty()) {
                ProbeResult result = queue.poll(500, TimeUnit.MILLISECONDS);
                if (result != null) {
                    send(result);
                }
                report();
            }
        } catch (InterruptedException | InterruptException e) {
            logger.debug("stopped while results were waiting", e);
        }
    }

    /** Without this the first results would each wait in vain while Kafka is not there yet. */
    private void awaitTopic() throws InterruptedException {
        for (int attempt = 0; !closed; attempt++) {
            try {
                producer.partitionsFor(Topics.PROBE_RESULTS);
                return;
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                lastError = e.getMessage();
                // An attempt takes a second or so: about once a minute.
                if (attempt % 40 == 0) {
                    logger.warn(
                            "topic {} cannot be reached at {} ({}); results are kept until it can be, as far as memory"
                                    + " goes; check that Kafka runs and that the gateway has created the topic",
                            Topics.PROBE_RESULTS,
                            bootstrapServers,
                            e.getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
            report();
        }
    }

    /** Offers a result to the producer until that has room for it and knows where to send it. */
    private void send(ProbeResult result) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(Topics.PROBE_RESULTS, result.service(), Json.encode(result));
        do {
            refused = false;
            try {
                producer.send(message, (sent, e) -> settle(e));
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException | IllegalStateException e) {
                drop(e.getMessage());
            }
            report();
        } while (refused && !closed);
    }

    private void settle(Exception e) {
        if (e == null) {
            published.incrementAndGet();
            waiting.decrementAndGet();
            progressAt = System.nanoTime();
        } else if (Thread.currentThread() == thread && e instanceof RetriableException) {
            // Told on the sending thread: the producer's memory is full or its topic unknown, the result never got in.
            refused = true;
            lastError = e.getMessage();
        } else {
            drop(e.getMessage());
        }
    }

    private void drop(String reason) {
        waiting.decrementAndGet();
        dropped.incrementAndGet();
        lastError = reason;
    }

    private void report() {
        dropLog.due(dropped.get(), System.nanoTime())
                .ifPresent(count -> logger.warn(
                        "{} results were dropped ({}); check that Kafka at {} runs and keeps up, probing goes on",
                        count,
                        lastError,
                        bootstrapServers));
    }

    /** Sends what is waiting if Kafka takes it within a few seconds. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_WITHIN.toMillis());
            thread.interrupt();
            producer.close(CLOSE_WITHIN);
        } catch (InterruptedException e) {
            producer.close(Duration.ZERO);
            Thread.currentThread().interrupt();
        }
        long lost = waiting.get();
        if (lost > 0) {
            logger.warn("{} results were still waiting for Kafka at {} and are lost", lost, bootstrapServers);
        }
    }
}
