package dev.tocsin.job.intake;

import dev.tocsin.job.serialization.Types;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Flink's Kafka source with another reader: partitions are found, assigned and checkpointed as ever, but what is emitted
 * are {@link IntakeBatch}es, so that the stream's own handling is paid for once a batch.
 */
public final class InputsSource
        implements Source<IntakeBatch, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<IntakeBatch> {

    private static final long serialVersionUID = 1;

    private final KafkaSource<?> partitions;
    private final Properties consumer;
    private final int placesPerPartition;

    /**
     * A source of the same partitions as another.
     *
     * @param partitions finds and assigns them; its own reader is not used
     * @param consumer the settings of the Kafka consumer
     * @param placesPerPartition so many services of a partition that are not registered have telemetry series of their own
     */
    public InputsSource(KafkaSource<?> partitions, Properties consumer, int placesPerPartition) {
        this.partitions = partitions;
        this.consumer = consumer;
        this.placesPerPartition = placesPerPartition;
    }

    @Override
    public SourceReader<IntakeBatch, KafkaPartitionSplit> createReader(SourceReaderContext context) {
        Properties own = new Properties();
        own.putAll(consumer);
        own.setProperty("client.id", consumer.getProperty("client.id") + "-" + context.getIndexOfSubtask());
        return new InputsReader(own, placesPerPartition, context);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return partitions.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint) throws Exception {
        return partitions.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new InputPartition.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return partitions.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<IntakeBatch> getProducedType() {
        return Types.INTAKE;
    }
}
