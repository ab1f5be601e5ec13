package dev.tocsin.job.intake;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.Counter;

/** Emits batches, and remembers of each partition what {@link InputPartition} holds. */
@SuppressWarnings("try") // The base's close() may be interrupted; it is called by Flink, which knows.
final class BatchReader
        extends SingleThreadMultiplexSourceReaderBase<
                IntakeBatch, IntakeBatch, KafkaPartitionSplit, InputPartition.Reading> {

    /** @param places how many services of each partition may be discovered */
    BatchReader(
            Supplier<SplitReader<IntakeBatch, KafkaPartitionSplit>> partitions,
            int places,
            SourceReaderContext context) {
        super(partitions, new Emitter(places, context), new Configuration(), context);
    }

    private static final class Emitter implements RecordEmitter<IntakeBatch, IntakeBatch, InputPartition.Reading> {

        private final int places;
        private final Counter records;

        private Emitter(int places, SourceReaderContext context) {
            this.places = places;
            this.records = context.metricGroup().getIOMetricGroup().getNumRecordsInCounter();
        }

        @Override
        public void emitRecord(IntakeBatch batch, SourceOutput<IntakeBatch> output, InputPartition.Reading partition) {
            // The base counts batches, people expect records.
            records.inc(batch.records() - 1L);
            batch.foldDiscovered(partition.discovered(), places);
            output.collect(batch, batch.time());
            partition.setCurrentOffset(batch.nextOffset());
        }
    }

    @Override
    protected void onSplitFinished(Map<String, InputPartition.Reading> finished) {
        // No partition ever ends.
    }

    @Override
    protected InputPartition.Reading initializedState(KafkaPartitionSplit split) {
        return new InputPartition.Reading(split);
    }

    @Override
    protected KafkaPartitionSplit toSplitType(String id, InputPartition.Reading partition) {
        return partition.snapshot();
    }
}
