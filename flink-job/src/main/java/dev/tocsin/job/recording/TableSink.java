package dev.tocsin.job.recording;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes the rows of one table at least once, in batches.
 *
 * @param everyMs so long after the first row of a batch it is written at the latest, ms
 */
record TableSink<T>(Table<T> table, PatientConnections connections, long everyMs) implements Sink<Recorded<T>> {

    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<Recorded<T>> createWriter(WriterInitContext context) {
        return new TableWriter<>(
                table,
                connections,
                everyMs,
                context.getProcessingTimeService(),
                context.metricGroup().counter("refused"));
    }
}
