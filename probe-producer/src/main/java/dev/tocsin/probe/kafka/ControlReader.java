package dev.tocsin.probe.kafka;

import dev.tocsin.events.Json;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the control topic from its beginning on a thread of its own, without a consumer group: every prober knows every
 * service. What the topic holds at the start is taken as a whole, newest version of each service only; if reading must
 * start over after an error, services that are no longer in it are removed.
 */
public final class ControlReader implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(ControlReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long LOG_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final String bootstrapServers;
    private final Services services;
    private final Thread thread;
    private final AtomicLong malformed = new AtomicLong();
    private final Object lock = new Object();

    private Consumer<String, byte[]> consumer;
    private volatile boolean closed;
    private volatile String trouble = "not read yet";
    private long loggedAt = System.nanoTime() - LOG_EVERY_NANOS;

    public ControlReader(String bootstrapServers, Services services) {
        this.bootstrapServers = bootstrapServers;
        this.services = services;
        this.thread = new Thread(this::run, "probe-control");
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** What keeps the services from being known; empty once the topic has been read to its end. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Definitions that were refused. */
    public long malformed() {
        return malformed.get();
    }

    @Override
    public void close() {
        closed = true;
        synchronized (lock) {
            if (consumer != null) {
                consumer.wakeup();
            }
            lock.notifyAll();
        }
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (Consumer<String, byte[]> opened = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers",
                            bootstrapServers,
                            "client.id",
                            "tocsin-probe-control",
                            "enable.auto.commit",
                            false,
                            // Lost records mean lost deletions: start over rather than carry on somewhere.
                            "auto.offset.reset",
                            "none",
                            "allow.auto.create.topics",
                            false,
                            "default.api.timeout.ms",
                            10_000),
                    new StringDeserializer(),
                    new ByteArrayDeserializer())) {
                synchronized (lock) {
                    consumer = opened;
                }
                follow(opened);
            } catch (WakeupException | InterruptException e) {
                if (!closed) {
                    logger.warn("reading definitions was interrupted, starting over", e);
                }
            } catch (RuntimeException e) {
                report(e);
            } finally {
                synchronized (lock) {
                    consumer = null;
                }
            }
            pause();
        }
    }

    private void follow(Consumer<String, byte[]> opened) {
        List<PartitionInfo> partitions = opened.partitionsFor(Topics.CONTROL);
        if (partitions == null || partitions.isEmpty()) {
            trouble = "topic " + Topics.CONTROL + " does not exist yet; the gateway creates it when it starts";
            return;
        }
        List<TopicPartition> assigned = partitions.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        opened.assign(assigned);
        opened.seekToBeginning(assigned);
        takeAsAWhole(readToTheEnd(opened, opened.endOffsets(assigned)));
        trouble = null;
        while (!closed) {
            opened.poll(POLL).forEach(this::apply);
        }
    }

    /** The newest record of each service, without those that were deleted since. */
    private Map<String, ConsumerRecord<String, byte[]>> readToTheEnd(
            Consumer<String, byte[]> opened, Map<TopicPartition, Long> ends) {
        Map<String, ConsumerRecord<String, byte[]>> newest = new LinkedHashMap<>();
        while (!closed && ends.entrySet().stream().anyMatch(end -> opened.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> definition : opened.poll(POLL)) {
                String service = ServiceDefinition.serviceKeyOf(definition.key());
                if (service != null && definition.value() == null) {
                    newest.remove(service);
                } else if (service != null) {
                    newest.put(service, definition);
                }
            }
        }
        return newest;
    }

    private void takeAsAWhole(Map<String, ConsumerRecord<String, byte[]>> newest) {
        services.retain(newest.keySet());
        newest.values().forEach(this::apply);
    }

    /** Keys that are not a service's are none of our business: ticks, other kinds of definitions. */
    private void apply(ConsumerRecord<String, byte[]> definition) {
        String service = ServiceDefinition.serviceKeyOf(definition.key());
        if (service == null) {
            return;
        }
        if (definition.value() == null) {
            services.remove(service);
            return;
        }
        try {
            ServiceDefinition decoded = Json.decode(definition.value(), ServiceDefinition.class);
            if (!decoded.key().equals(service)) {
                throw new MalformedRecordException("bad-value", "key " + decoded.key() + " is not that of the record");
            }
            services.put(decoded);
        } catch (MalformedRecordException e) {
            malformed.incrementAndGet();
            logger.warn(
                    "definition of service {} at {}-{} offset {} is ignored ({}: {}); what was known of it before stays"
                            + " in force, register it again to correct it",
                    service,
                    definition.topic(),
                    definition.partition(),
                    definition.offset(),
                    e.code(),
                    e.getMessage());
        }
    }

    private void report(RuntimeException e) {
        trouble = "definitions cannot be read from Kafka at " + bootstrapServers + " (" + e.getMessage()
                + "); check that it runs and that TOCSIN_KAFKA_BOOTSTRAP_SERVERS names it";
        if (System.nanoTime() - loggedAt >= LOG_EVERY_NANOS) {
            loggedAt = System.nanoTime();
            logger.warn("{}; trying again every second", trouble, e);
        }
    }

    private void pause() {
        synchronized (lock) {
            try {
                if (!closed) {
                    lock.wait(RETRY.toMillis());
                }
            } catch (InterruptedException e) {
                closed = true;
                Thread.currentThread().interrupt();
            }
        }
    }
}
