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
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.metrics.Counter;

/** Emits batches, and remembers behind which one each partition stands. */
@SuppressWarnings("try") // The base's close() may be interrupted; it is called by Flink, which knows.
final class BatchReader
        extends SingleThreadMultiplexSourceReaderBase<
                IntakeBatch, IntakeBatch, KafkaPartitionSplit, KafkaPartitionSplitState> {

    BatchReader(Supplier<SplitReader<IntakeBatch, KafkaPartitionSplit>> partitions, SourceReaderContext context) {
        super(partitions, emitter(context), new Configuration(), context);
    }

    private static RecordEmitter<IntakeBatch, IntakeBatch, KafkaPartitionSplitState> emitter(
            SourceReaderContext context) {
        Counter records = context.metricGroup().getIOMetricGroup().getNumRecordsInCounter();
        return (IntakeBatch batch, SourceOutput<IntakeBatch> output, KafkaPartitionSplitState partition) -> {
            // The base counts batches, people expect records.
            records.inc(batch.records() - 1L);
            output.collect(batch, batch.time());
            partition.setCurrentOffset(batch.nextOffset());
        };
    }

    @Override
    protected void onSplitFinished(Map<String, KafkaPartitionSplitState> finished) {
        // No partition ever ends.
    }

    @Override
    protected KafkaPartitionSplitState initializedState(KafkaPartitionSplit split) {
        return new KafkaPartitionSplitState(split);
    }

    @Override
    protected KafkaPartitionSplit toSplitType(String id, KafkaPartitionSplitState state) {
        return state.toKafkaPartitionSplit();
    }
}
