package dev.tocsin.job.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Polls Kafka and decodes what came, on the fetcher's thread, so that the task's own thread only counts. All methods but
 * {@link #wakeUp} are called by that one thread.
 */
final class PartitionReader implements SplitReader<IntakeBatch, KafkaPartitionSplit> {

    /** The fetcher is woken up when it is to do something else. */
    private static final Duration POLL = Duration.ofSeconds(10);

    /** So many records are handed over at once at least, as long as the broker has sent more. */
    private static final int ENOUGH = 5_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaSourceReaderMetrics metrics;
    private final IntakeReader intake = new IntakeReader();

    PartitionReader(Properties properties, KafkaSourceReaderMetrics metrics) {
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.metrics = metrics;
        metrics.registerNumBytesIn(consumer);
    }

    /**
     * Hands over what several polls brought, if there is so much: each is decoded while it is still in the processor's cache,
     * and the task is woken up seldom.
     */
    @Override
    public RecordsWithSplitIds<IntakeBatch> fetch() {
        RecordsBySplits.Builder<IntakeBatch> fetched = new RecordsBySplits.Builder<>();
        try {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            for (int records = polled.count(); !polled.isEmpty(); records += polled.count()) {
                read(polled, fetched);
                if (records >= ENOUGH) {
                    break;
                }
                polled = consumer.poll(Duration.ZERO);
            }
        } catch (WakeupException e) {
            return fetched.build();
        }
        metrics.updateNumBytesInCounter();
        return fetched.build();
    }

    private void read(ConsumerRecords<byte[], byte[]> polled, RecordsBySplits.Builder<IntakeBatch> fetched) {
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            fetched.add(KafkaPartitionSplit.toSplitId(partition), intake.read(records));
            metrics.recordCurrentOffset(
                    partition, records.get(records.size() - 1).offset());
            metrics.maybeAddRecordsLagMetric(consumer, partition);
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<KafkaPartitionSplit> change) {
        if (!(change instanceof SplitsAddition<KafkaPartitionSplit>)) {
            throw new UnsupportedOperationException("partitions are only added, not: " + change);
        }
        Set<TopicPartition> assigned = new HashSet<>(consumer.assignment());
        change.splits().forEach(split -> assigned.add(split.getTopicPartition()));
        consumer.assign(assigned);
        List<TopicPartition> fromTheBeginning = new ArrayList<>();
        for (KafkaPartitionSplit split : change.splits()) {
            TopicPartition partition = split.getTopicPartition();
            metrics.registerTopicPartition(partition);
            if (split.getStartingOffset() >= 0) {
                consumer.seek(partition, split.getStartingOffset());
            } else if (split.getStartingOffset() == KafkaPartitionSplit.EARLIEST_OFFSET) {
                fromTheBeginning.add(partition);
            } else {
                throw new UnsupportedOperationException(
                        "a partition is read from a given offset or from its beginning, not: " + split);
            }
        }
        if (!fromTheBeginning.isEmpty()) {
            consumer.seekToBeginning(fromTheBeginning);
        }
    }

    @Override
    public void pauseOrResumeSplits(Collection<KafkaPartitionSplit> toPause, Collection<KafkaPartitionSplit> toResume) {
        consumer.pause(
                toPause.stream().map(KafkaPartitionSplit::getTopicPartition).toList());
        consumer.resume(
                toResume.stream().map(KafkaPartitionSplit::getTopicPartition).toList());
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
