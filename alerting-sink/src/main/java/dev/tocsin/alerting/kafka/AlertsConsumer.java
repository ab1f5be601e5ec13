package dev.tocsin.alerting.kafka;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Json;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.Topics;
import dev.tocsin.events.service.BadSettingException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@link Topics#ALERTS} on a thread of its own and hands every transition on without waiting for it. A partition
 * with too many under way is paused.
 *
 * <p>Longer than other files on purpose: reading, committing and giving up partitions share one thread and one map.
 */
public final class AlertsConsumer implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(AlertsConsumer.class);

    public static final String GROUP = "tocsin-alerting-sink";

    private static final int MOST_UNDER_WAY = 1_000;
    private static final int RESUME_BELOW = 500;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

    private final Consumer<String, byte[]> consumer;
    private final Inbox inbox;
    private final Reading reading;
    private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "alerting-consumer");
    private volatile long malformed;

    /**
     * @param now epoch ms
     * @throws BadSettingException if none of the bootstrap servers is an address
     */
    public AlertsConsumer(String bootstrapServers, Inbox inbox, LongSupplier now) {
        this(
                Opening.client(
                        bootstrapServers, () -> new KafkaConsumer<>(ConsumerSettings.of(bootstrapServers, GROUP))),
                inbox,
                now);
    }

    AlertsConsumer(Consumer<String, byte[]> consumer, Inbox inbox, LongSupplier now) {
        this.consumer = consumer;
        this.inbox = inbox;
        this.reading = new Reading(consumer, now);
    }

    public void start() {
        thread.start();
    }

    /** Epoch ms since when Kafka cannot be read; 0 if it can. Safe from any thread. */
    public long failingSince() {
        return reading.failingSince();
    }

    public String lastError() {
        return reading.lastError();
    }

    /** Records that are no transitions; they were logged and left out. */
    public long malformed() {
        return malformed;
    }

    private void run() {
        try {
            consumer.subscribe(List.of(Topics.ALERTS), new Rebalances());
            while (stopping.getCount() > 0) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // Nothing reads on, so the condition says so until someone starts us again.
            reading.failed("reading has ended, start again: " + e);
            logger.error("NOT TOLD from now on: reading {} has ended, start again", Topics.ALERTS, e);
        } finally {
            leave();
        }
    }

    private void turn() throws InterruptedException {
        try {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            handOn(records);
            partitions.forEach(this::throttle);
            commit();
            reading.lookForBrokers();
        } catch (RuntimeException | Error e) {
            reading.failed(e instanceof KafkaException ? String.valueOf(e.getMessage()) : e.toString());
            if (e instanceof KafkaException) {
                logger.warn(
                        "cannot read {}, trying again in 1 s. Is Kafka running and may we read it? {}",
                        Topics.ALERTS,
                        e.toString());
            } else {
                logger.error("cannot go on with {}, trying again in 1 s. Please report this", Topics.ALERTS, e);
            }
            stopping.await(PAUSE_AFTER_ERROR.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private PartitionProgress progress(ConsumerRecord<String, byte[]> record) {
        return partitions.get(new TopicPartition(record.topic(), record.partition()));
    }

    private void handOn(ConsumerRecords<String, byte[]> records) {
        Deque<ConsumerRecord<String, byte[]>> left = new ArrayDeque<>();
        records.forEach(left::add);
        try {
            // All are under way before the first is handed on: should that fail, no commit passes the rest.
            left.forEach(record -> progress(record).begin(record.offset()));
            while (!left.isEmpty()) {
                handOn(left.peek());
                left.remove();
            }
        } finally {
            readAgain(left);
        }
    }

    /** Kafka takes for read what it gave us; what was not handed on would stay under way for good. */
    private void readAgain(Collection<ConsumerRecord<String, byte[]>> records) {
        Map<TopicPartition, Long> first = new HashMap<>();
        records.forEach(
                record -> first.putIfAbsent(new TopicPartition(record.topic(), record.partition()), record.offset()));
        first.forEach(consumer::seek);
    }

    private void handOn(ConsumerRecord<String, byte[]> record) {
        PartitionProgress progress = progress(record);
        AlertTransition transition;
        try {
            transition = read(record);
        } catch (MalformedRecordException e) {
            malformed++;
            logger.error(
                    "NOT TOLD: the record at {}-{} offset {} is no transition: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            progress.done(record.offset());
            return;
        }
        inbox.accept(transition, progress, () -> progress.done(record.offset()));
    }

    private static AlertTransition read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            throw new MalformedRecordException("malformed-json", "it is empty");
        }
        return Json.decode(record.value(), AlertTransition.class);
    }

    private void throttle(TopicPartition partition, PartitionProgress progress) {
        boolean paused = consumer.paused().contains(partition);
        if (!paused && progress.underWay() > MOST_UNDER_WAY) {
            logger.warn("{} transitions of {} are under way, reading on later", progress.underWay(), partition);
            consumer.pause(List.of(partition));
        } else if (paused && progress.underWay() < RESUME_BELOW) {
            consumer.resume(List.of(partition));
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = submit(partitions.keySet());
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (committed, error) -> {
                if (error != null) {
                    logger.warn("an offset was not committed, trying again: {}", error.toString());
                    refused(committed.keySet());
                }
            });
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> submit(Collection<TopicPartition> which) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : which) {
            PartitionProgress progress = partitions.get(partition);
            if (progress != null) {
                progress.toCommit().ifPresent(position -> {
                    offsets.put(partition, new OffsetAndMetadata(position));
                    progress.submitted(position);
                });
            }
        }
        return offsets;
    }

    private void refused(Collection<TopicPartition> which) {
        which.stream().map(partitions::get).filter(progress -> progress != null).forEach(PartitionProgress::refused);
    }

    private void commitNow(Collection<TopicPartition> which) {
        which.forEach(partition -> refused(List.of(partition)));
        Map<TopicPartition, OffsetAndMetadata> offsets = submit(which);
        try {
            if (!offsets.isEmpty()) {
                consumer.commitSync(offsets, LAST_COMMIT);
            }
        } catch (KafkaException e) {
            logger.warn(
                    "the last offsets were not committed, the ledger will drop what is read again: {}", e.toString());
        }
    }

    private void leave() {
        commitNow(List.copyOf(partitions.keySet()));
        try {
            consumer.close();
        } catch (KafkaException e) {
            logger.warn("leaving the consumer group failed, it notices within 10 s: {}", e.toString());
        }
    }

    /** Stops reading, commits what is settled, leaves the group. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(LAST_COMMIT.toMillis() * 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Rebalances implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            assigned.forEach(partition -> partitions.put(partition, new PartitionProgress()));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            commitNow(revoked);
            onPartitionsLost(revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            for (TopicPartition partition : lost) {
                PartitionProgress progress = partitions.remove(partition);
                if (progress != null) {
                    inbox.abandon(progress);
                }
            }
        }
    }
}
