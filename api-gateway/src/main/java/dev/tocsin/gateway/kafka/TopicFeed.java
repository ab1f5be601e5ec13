package dev.tocsin.gateway.kafka;

import dev.tocsin.events.MalformedRecordException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics on one thread and hands each record to its reader. Belongs to no consumer group: every gateway sees
 * everything, and where to begin is a matter of how far back a view reaches, not of what was read before.
 */
public final class TopicFeed implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * One topic to read.
     *
     * @param reach how far back to begin
     */
    public record Source(String topic, Duration reach, Reader reader) {}

    /** Takes one record, on the feed's thread. */
    @FunctionalInterface
    public interface Reader {
        /** @throws MalformedRecordException if it is not what the topic should hold */
        void read(ConsumerRecord<byte[], byte[]> record);
    }

    private final String clientId;
    private final String bootstrapServers;
    private final Clock clock;
    private final List<Source> sources;
    private final Runnable caughtUp;
    private final long builtAt;
    private final Map<String, Reader> readers = new HashMap<>();
    private final AtomicLong malformed = new AtomicLong();
    /** Where to go on; touched by the thread alone, also when it begins anew. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private final ReaderThread thread;
    private volatile long lastRecordAt;
    private boolean isCaughtUp;

    /**
     * A feed that is still to be started.
     *
     * @param name tells it from other feeds
     * @param caughtUp is run once, on the feed's thread, when everything has been read that was there at the start
     */
    public TopicFeed(String name, String bootstrapServers, Clock clock, List<Source> sources, Runnable caughtUp) {
        this.clientId = "gateway-feed-" + name;
        this.thread = new ReaderThread(clientId, this::read, this::failed);
        this.bootstrapServers = bootstrapServers;
        this.clock = clock;
        this.builtAt = clock.millis();
        this.sources = List.copyOf(sources);
        this.caughtUp = caughtUp;
        sources.forEach(source -> readers.put(source.topic(), source.reader()));
    }

    static Map<String, Object> consumerSettings(String bootstrapServers, String clientId) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                clientId,
                "enable.auto.commit",
                false,
                // A broker that creates topics by itself gives them neither append times nor compaction.
                "allow.auto.create.topics",
                false,
                "auto.offset.reset",
                "earliest",
                "fetch.max.wait.ms",
                50,
                "metadata.max.age.ms",
                10_000,
                "default.api.timeout.ms",
                5_000,
                "request.timeout.ms",
                5_000);
    }

    /** Begins; to be called once, when the topics exist. */
    public void start() {
        thread.start();
    }

    /** When a record was last read, epoch ms; 0 before the first. While ticks are written, that is a second ago. */
    public long lastRecordAt() {
        return lastRecordAt;
    }

    /** Records that their reader could not make sense of. */
    public long malformed() {
        return malformed.get();
    }

    private void read() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                consumerSettings(bootstrapServers, clientId),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            thread.use(consumer);
            readOn(consumer);
        }
    }

    private void failed(RuntimeException cause) {
        logger.warn("Reading Kafka failed; trying again from where it stopped", cause);
    }

    private void readOn(KafkaConsumer<byte[], byte[]> consumer) {
        long assignedAt = assign(consumer);
        Map<TopicPartition, Long> unread =
                isCaughtUp ? Map.of() : new HashMap<>(consumer.endOffsets(consumer.assignment()));
        while (!thread.isClosed()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                hand(record);
                lastRecordAt = clock.millis();
                positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            if (!isCaughtUp) {
                unread.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                isCaughtUp = unread.isEmpty();
                if (isCaughtUp) {
                    caughtUp.run();
                }
            }
            if (clock.millis() - assignedAt > 60_000) {
                assignedAt = assign(consumer);
            }
        }
    }

    /** Assigns every partition there is by now, new ones from as far back before the start as their topic reaches. */
    private long assign(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> times = new HashMap<>();
        List<TopicPartition> partitions = new ArrayList<>();
        for (Source source : sources) {
            consumer.partitionsFor(source.topic()).forEach(info -> {
                TopicPartition partition = new TopicPartition(info.topic(), info.partition());
                partitions.add(partition);
                if (!positions.containsKey(partition)) {
                    times.put(partition, Math.max(0, builtAt - source.reach().toMillis()));
                }
            });
        }
        if (times.isEmpty() && consumer.assignment().size() == partitions.size()) {
            return clock.millis();
        }
        consumer.assign(partitions);
        // The ends first: what is appended between the two answers must lie behind the place to begin at.
        Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet());
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
        for (TopicPartition partition : times.keySet()) {
            OffsetAndTimestamp found = offsets.get(partition);
            positions.put(partition, found == null ? ends.get(partition) : found.offset());
        }
        // A topic that was deleted is gone from the broker's answer, and only what is assigned can be sought.
        positions.keySet().retainAll(partitions);
        positions.forEach(consumer::seek);
        return clock.millis();
    }

    private void hand(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null || record.value().length == 0) {
            return;
        }
        try {
            readers.get(record.topic()).read(record);
        } catch (MalformedRecordException e) {
            // The job quarantines what it cannot read, with the reason; here it is only left out.
            malformed.incrementAndGet();
            logger.debug("Left out {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
        } catch (RuntimeException e) {
            malformed.incrementAndGet();
            logger.error(
                    "Record {}-{}@{} was left out of the live view; this is a bug, please report it",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
