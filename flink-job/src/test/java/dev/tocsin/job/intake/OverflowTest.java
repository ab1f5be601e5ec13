package dev.tocsin.job.intake;

import static dev.tocsin.job.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.SeriesKey;
import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OverflowTest {

    private static final TopicPartition PARTITION = new TopicPartition("telemetry", 3);

    private InputPartition.Reading partition = new InputPartition.Reading(new KafkaPartitionSplit(PARTITION, 17));

    @Test
    void shouldFoldServicesWithoutAPlaceIntoTheOverflowWithTheirTotals() {
        IntakeBatch batch = IntakeBatches.discovered(T0, "api", "db", "api", "cache");
        assertThat(folded(batch)).containsExactly("api", SeriesKey.OVERFLOW, "api", SeriesKey.OVERFLOW);
        assertThat(batch.folded()).isEqualTo(2);
    }

    @Test
    void shouldNeverFoldARegisteredService() {
        folded(IntakeBatches.discovered(T0, "api"));
        assertThat(folded(IntakeBatches.registered("db", T0))).containsExactly("db");
    }

    @Test
    void shouldSignalNothingOfWhatWasFolded() {
        IntakeBatch batch = IntakeBatches.discovered(T0, "api", "db");
        folded(batch);
        assertThat(batch.signals())
                .extracting(signal -> signal.series().entity())
                .containsExactly("api");
    }

    @Test
    void shouldRememberWhoHasAPlaceAndWhereToReadOnInACheckpoint() throws IOException {
        folded(IntakeBatches.discovered(T0, "api"));
        partition.setCurrentOffset(40);
        InputPartition.Serializer serializer = new InputPartition.Serializer();
        KafkaPartitionSplit restored =
                serializer.deserialize(serializer.getVersion(), serializer.serialize(partition.snapshot()));
        partition = new InputPartition.Reading(restored);

        assertThat(folded(IntakeBatches.discovered(T0, "db", "api"))).containsExactly(SeriesKey.OVERFLOW, "api");
        assertThat(restored.getTopicPartition()).isEqualTo(PARTITION);
        assertThat(restored.getStartingOffset()).isEqualTo(40);
    }

    @Test
    void shouldBeginWithNothingDiscoveredInAPartitionThatWasJustFound() throws IOException {
        InputPartition.Serializer serializer = new InputPartition.Serializer();
        KafkaPartitionSplit found = serializer.deserialize(
                serializer.getVersion(),
                serializer.serialize(new KafkaPartitionSplit(PARTITION, KafkaPartitionSplit.EARLIEST_OFFSET)));
        partition = new InputPartition.Reading(found);

        assertThat(found.getStartingOffset()).isEqualTo(KafkaPartitionSplit.EARLIEST_OFFSET);
        assertThat(folded(IntakeBatches.discovered(T0, "db"))).containsExactly("db");
    }

    private List<String> folded(IntakeBatch batch) {
        batch.foldDiscovered(partition.discovered(), 1);
        return IntakeBatches.observations(batch).stream()
                .map(one -> one.observation().series().entity())
                .toList();
    }
}
