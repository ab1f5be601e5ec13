package dev.tocsin.gateway.kafka;

import dev.tocsin.events.Topics;
import dev.tocsin.gateway.store.ControlOutbox;
import dev.tocsin.gateway.store.Database;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox to the control topic in its order, each record forgotten only when the broker has it. Kafka may be
 * away for as long as it likes; a crash between the two repeats records, of each service the newest last.
 */
public final class ControlPublisher implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(ControlPublisher.class);
    private static final long POLL_MS = 1_000;

    private final String bootstrapServers;
    private final ControlOutbox outbox;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "gateway-control");
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private volatile boolean closed;

    public ControlPublisher(String bootstrapServers, ControlOutbox outbox) {
        this.bootstrapServers = bootstrapServers;
        this.outbox = outbox;
    }

    /** Begins; to be called once, when the topics exist. */
    public synchronized void start() {
        if (!closed) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Says that the outbox has something new, so that it is not noticed only at the next look. */
    public void wake() {
        work.release();
    }

    /** What keeps definitions from being published right now; empty if nothing does. */
    public String trouble() {
        return trouble.get();
    }

    private void run() {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings(bootstrapServers, "gateway-control"));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        boolean reconciled = false;
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            while (!closed) {
                try {
                    if (!reconciled) {
                        reconcile();
                        reconciled = true;
                    }
                    publish(producer);
                    trouble.set("");
                } catch (ExecutionException | RuntimeException e) {
                    failed(e);
                }
                if (work.tryAcquire(POLL_MS, TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            logger.debug("Stopped");
        } finally {
            producer.close(Duration.ofMillis(200));
        }
    }

    private void reconcile() {
        int added = outbox.reconcile(ControlTopic.versions(bootstrapServers));
        if (added > 0) {
            logger.info("The control topic lacked {} records; they are published again", added);
        }
    }

    private void publish(KafkaProducer<byte[], byte[]> producer) throws ExecutionException, InterruptedException {
        Optional<Database.Lock> turn = outbox.turn();
        if (turn.isEmpty()) {
            return;
        }
        try (Database.Lock held = turn.get()) {
            List<ControlOutbox.Pending> pending = outbox.oldest();
            while (!pending.isEmpty() && held.isHeld()) {
                publish(producer, pending);
                pending = outbox.oldest();
            }
        }
    }

    /** Sends all before it waits for the first; those before the first failure are forgotten, the others come again. */
    private void publish(KafkaProducer<byte[], byte[]> producer, List<ControlOutbox.Pending> pending)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ControlOutbox.Pending record : pending) {
            byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
            sent.add(producer.send(new ProducerRecord<>(Topics.CONTROL, key, record.value())));
        }
        int stored = 0;
        try {
            for (Future<RecordMetadata> answer : sent) {
                answer.get();
                stored++;
            }
        } finally {
            if (stored > 0) {
                outbox.published(pending.subList(0, stored));
            }
        }
    }

    private void failed(Exception e) throws InterruptedException {
        if (e instanceof InterruptException) {
            throw new InterruptedException();
        }
        String before = trouble.getAndSet(String.valueOf(e.getMessage()));
        if (before.isEmpty() && !closed) {
            logger.warn(
                    "Definitions wait in the outbox until Kafka and Postgres answer; running jobs keep the old ones",
                    e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
