package dev.tocsin.job.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.Topics;
import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.TestTopics.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The consumer goes from one thread to the other and back, and no record is lost or read twice on the way. */
@Timeout(60)
@SuppressWarnings("try") // The reader's close() may be interrupted, by the timeout above.
class InputsReaderIT {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private static final TopicPartition FIRST = new TopicPartition(Topics.PROBE_RESULTS, 0);
    private static final TopicPartition SECOND = new TopicPartition(Topics.PROBE_RESULTS, 1);

    private final Read output = new Read();
    private InputsReader reader;

    @BeforeEach
    void makeTopics() {
        kafka.topics().recreate(Stamp.BY_SENDER);
        reader = reader();
    }

    @AfterEach
    void close() throws InterruptedException {
        reader.close();
    }

    @Test
    void shouldSayWhenThereIsSomethingToRead() throws Exception {
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(reader.isAvailable()).isNotDone();

        reader.addSplits(List.of(fromTheBeginning(FIRST)));
        assertThat(reader.isAvailable()).isDone();
        readUntilNothingIsLeft();
        assertThat(reader.isAvailable()).isNotDone();

        send(FIRST, 3);
        readUntil(3);
        send(FIRST, 2);
        readUntil(5);

        assertThat(output.offsets(FIRST)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void shouldReadAPartitionThatIsAddedWhileItWaitsForAnother() throws Exception {
        send(SECOND, 4);
        reader.addSplits(List.of(fromTheBeginning(FIRST)));
        readUntilNothingIsLeft();

        reader.addSplits(List.of(fromTheBeginning(SECOND)));
        readUntil(4);
        send(FIRST, 1);
        readUntil(5);

        assertThat(output.offsets(SECOND)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(output.offsets(FIRST)).containsExactly(0L);
    }

    @Test
    void shouldKeepWhatCameJustBeforeAPartitionWasAdded() throws Exception {
        reader.addSplits(List.of(fromTheBeginning(FIRST)));
        readUntilNothingIsLeft();
        send(FIRST, 2);
        reader.isAvailable().get(30, TimeUnit.SECONDS);

        reader.addSplits(List.of(fromTheBeginning(SECOND)));
        send(SECOND, 1);
        readUntil(3);

        assertThat(output.offsets(FIRST)).containsExactly(0L, 1L);
        assertThat(output.offsets(SECOND)).containsExactly(0L);
    }

    @Test
    void shouldRememberOnlyWhatWasEmitted() throws Exception {
        reader.addSplits(List.of(fromTheBeginning(FIRST)));
        readUntilNothingIsLeft();
        send(FIRST, 2);
        reader.isAvailable().get(30, TimeUnit.SECONDS);

        // It was fetched already, but nobody has seen it.
        List<KafkaPartitionSplit> before = reader.snapshotState(1);
        readUntil(2);
        List<KafkaPartitionSplit> after = reader.snapshotState(2);

        assertThat(restored(before)).containsExactly(0L, 1L);
        send(FIRST, 1);
        assertThat(restored(after)).containsExactly(2L);
    }

    @Test
    void shouldRefuseAPartitionThatSaysNotWhereToBegin() {
        KafkaPartitionSplit unknown = new KafkaPartitionSplit(FIRST, KafkaPartitionSplit.LATEST_OFFSET);

        assertThatThrownBy(() -> reader.addSplits(List.of(unknown)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("from a given offset or from its beginning");
    }

    @Test
    void shouldTellOfAFailureThatCameWhileItWaited() throws Exception {
        long beyondTheEnd = 1_000;
        reader.addSplits(List.of(new KafkaPartitionSplit(FIRST, beyondTheEnd)));

        readUntilNothingIsLeft();

        // Flink goes on only after a future that has not failed.
        reader.isAvailable().get(30, TimeUnit.SECONDS);
        assertThatThrownBy(() -> reader.pollNext(output)).hasRootCauseInstanceOf(OffsetOutOfRangeException.class);
    }

    @Test
    void shouldEndWhileItWaits() throws Exception {
        reader.addSplits(List.of(fromTheBeginning(FIRST)));
        readUntilNothingIsLeft();

        reader.close();

        reader = reader();
    }

    /** The offsets that a reader reads which starts from these. */
    private List<Long> restored(List<KafkaPartitionSplit> splits) throws Exception {
        reader.close();
        reader = reader();
        Read fresh = new Read();
        reader.addSplits(splits);
        while (fresh.offsets.isEmpty()) {
            if (reader.pollNext(fresh) == InputStatus.NOTHING_AVAILABLE) {
                reader.isAvailable().get(30, TimeUnit.SECONDS);
            }
        }
        return fresh.offsets(FIRST);
    }

    private void readUntil(int records) throws Exception {
        while (output.offsets.size() < records) {
            if (reader.pollNext(output) == InputStatus.NOTHING_AVAILABLE) {
                reader.isAvailable().get(30, TimeUnit.SECONDS);
            }
        }
    }

    private void readUntilNothingIsLeft() {
        InputStatus status = InputStatus.MORE_AVAILABLE;
        while (status == InputStatus.MORE_AVAILABLE) {
            status = reader.pollNext(output);
        }
    }

    private static InputsReader reader() {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
        properties.setProperty("client.id", "inputs-reader-test");
        properties.setProperty("auto.offset.reset", "none");
        return new InputsReader(properties, 1, new Alone());
    }

    private static KafkaPartitionSplit fromTheBeginning(TopicPartition partition) {
        return new KafkaPartitionSplit(partition, KafkaPartitionSplit.EARLIEST_OFFSET);
    }

    /** Sends results that are refused, because a refusal names its offset. */
    private static void send(TopicPartition partition, int records) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, new byte[] {'{'}));
            }
        }
    }

    /** What was emitted, as the refusals that it holds. */
    private static final class Read implements ReaderOutput<IntakeBatch> {

        private record Position(TopicPartition partition, long offset) {}

        private final List<Position> offsets = new ArrayList<>();

        private List<Long> offsets(TopicPartition partition) {
            return offsets.stream()
                    .filter(position -> position.partition().equals(partition))
                    .map(Position::offset)
                    .toList();
        }

        @Override
        public void collect(IntakeBatch batch, long timestamp) {
            batch.refused()
                    .forEach(refused -> offsets.add(
                            new Position(new TopicPartition(refused.topic(), refused.partition()), refused.offset())));
        }

        @Override
        public void collect(IntakeBatch batch) {
            throw new UnsupportedOperationException("a batch has a time");
        }

        @Override
        public SourceOutput<IntakeBatch> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {
            throw new UnsupportedOperationException("no partition ever ends");
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            throw new UnsupportedOperationException("watermarks are Flink's part");
        }

        @Override
        public void markIdle() {
            throw new UnsupportedOperationException("watermarks are Flink's part");
        }

        @Override
        public void markActive() {
            throw new UnsupportedOperationException("watermarks are Flink's part");
        }
    }

    /** A reader's surroundings, of which it needs nothing but metrics. */
    private static final class Alone implements SourceReaderContext {

        @Override
        public SourceReaderMetricGroup metricGroup() {
            return UnregisteredMetricsGroup.createSourceReaderMetricGroup();
        }

        @Override
        public Configuration getConfiguration() {
            return new Configuration();
        }

        @Override
        public String getLocalHostName() {
            return "localhost";
        }

        @Override
        public int getIndexOfSubtask() {
            return 0;
        }

        @Override
        public void sendSplitRequest() {
            throw new UnsupportedOperationException("partitions come without being asked for");
        }

        @Override
        public void sendSourceEventToCoordinator(SourceEvent event) {
            throw new UnsupportedOperationException("it has nothing to say");
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            throw new UnsupportedOperationException("it loads nothing");
        }
    }
}
