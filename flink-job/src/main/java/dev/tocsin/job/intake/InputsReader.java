package dev.tocsin.job.intake;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Polls Kafka, decodes what came and emits it, a batch for each partition of a poll, and remembers of each partition what
 * {@link InputPartition} holds.
 *
 * <p>All of it happens on the task's own thread, so that a record is counted while it is still in the processor's cache.
 * With Flink's base for readers a second thread fetches what the first one counts. Here another thread has the consumer only
 * while there is nothing to read, and waits for more.
 */
@SuppressWarnings("try") // close() may be interrupted; it is called by Flink, which knows.
final class InputsReader implements SourceReader<IntakeBatch, KafkaPartitionSplit> {

    /** Whoever needs the consumer earlier wakes it up. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaSourceReaderMetrics metrics;
    private final Counter records;
    private final int places;
    private final IntakeReader intake = new IntakeReader();
    private final Map<TopicPartition, InputPartition.Reading> partitions = new HashMap<>();
    private final ExecutorService waiter;

    /** What was polled last, and those of its partitions that were not emitted yet. */
    private ConsumerRecords<byte[], byte[]> polled = ConsumerRecords.empty();

    private Iterator<TopicPartition> unread = Collections.emptyIterator();

    /** What the other thread brings; null while this one has the consumer. */
    private CompletableFuture<ConsumerRecords<byte[], byte[]>> awaited;

    private CompletableFuture<Void> available = new CompletableFuture<>();

    /**
     * @param properties of the consumer
     * @param places how many services of each partition may be discovered
     */
    InputsReader(Properties properties, int places, SourceReaderContext context) {
        this.places = places;
        records = context.metricGroup().getIOMetricGroup().getNumRecordsInCounter();
        metrics = new KafkaSourceReaderMetrics(context.metricGroup());
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        metrics.registerNumBytesIn(consumer);
        waiter = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "waits-for-" + properties.getProperty("client.id"));
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void start() {
        // Partitions are assigned without being asked for.
    }

    @Override
    public InputStatus pollNext(ReaderOutput<IntakeBatch> output) {
        if (!unread.hasNext() && !poll()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        TopicPartition partition = unread.next();
        emit(partition, polled.records(partition), output);
        return InputStatus.MORE_AVAILABLE;
    }

    private void emit(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> stretch, ReaderOutput<IntakeBatch> output) {
        InputPartition.Reading reading = partitions.get(partition);
        IntakeBatch batch = intake.read(stretch);
        batch.foldDiscovered(reading.discovered(), places);
        records.inc(batch.records());
        metrics.recordCurrentOffset(partition, batch.nextOffset() - 1);
        metrics.maybeAddRecordsLagMetric(consumer, partition);
        // Makes one only the first time.
        output.createOutputForSplit(reading.splitId()).collect(batch, batch.time());
        reading.setCurrentOffset(batch.nextOffset());
    }

    /** Whether there is something to read; if not, {@link #available} says when. */
    private boolean poll() {
        if (awaited != null && !awaited.isDone() || partitions.isEmpty()) {
            return false;
        }
        take(awaited == null ? poll(Duration.ZERO) : awaited.join());
        if (!unread.hasNext()) {
            awaited = CompletableFuture.supplyAsync(() -> poll(LONG), waiter);
            // Also after a failure, which the next poll then tells.
            available = awaited.handle((came, failure) -> null);
            return false;
        }
        metrics.updateNumBytesInCounter();
        return true;
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        try {
            return consumer.poll(patience);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> came) {
        awaited = null;
        polled = came;
        unread = came.partitions().iterator();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        if (awaited != null) {
            consumer.wakeup();
            take(awaited.join());
        }
        splits.forEach(split -> partitions.put(split.getTopicPartition(), new InputPartition.Reading(split)));
        consumer.assign(partitions.keySet());
        splits.forEach(this::seek);
        available.complete(null);
    }

    private void seek(KafkaPartitionSplit split) {
        TopicPartition partition = split.getTopicPartition();
        metrics.registerTopicPartition(partition);
        if (split.getStartingOffset() >= 0) {
            consumer.seek(partition, split.getStartingOffset());
        } else if (split.getStartingOffset() == KafkaPartitionSplit.EARLIEST_OFFSET) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            throw new UnsupportedOperationException(
                    "a partition is read from a given offset or from its beginning, not: " + split);
        }
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return partitions.values().stream()
                .<KafkaPartitionSplit>map(InputPartition.Reading::snapshot)
                .toList();
    }

    @Override
    public void notifyNoMoreSplits() {
        // No partition ever ends, so there is nothing to end with them.
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        waiter.shutdown();
        if (!waiter.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the consumer is not given back");
        }
        consumer.close();
    }
}
