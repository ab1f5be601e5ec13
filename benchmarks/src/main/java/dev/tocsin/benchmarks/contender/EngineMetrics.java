package dev.tocsin.benchmarks.contender;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Sees in Flink's own metrics what no job says itself: how much its sources have read, and what checkpoints cost. */
public final class EngineMetrics implements MetricReporter {

    private static final List<Counter> READ = new CopyOnWriteArrayList<>();
    private static volatile Gauge<?> completed;
    private static volatile Gauge<?> duration;
    private static volatile Gauge<?> size;
    private static long seen;

    /** The records that the sources of this process have read. */
    static long read() {
        return READ.stream().mapToLong(Counter::getCount).sum();
    }

    /** The newest checkpoint, once each; for one thread. */
    static Optional<Meter.Checkpoint> newCheckpoint() {
        if (completed == null || duration == null || size == null || number(completed) == seen) {
            return Optional.empty();
        }
        seen = number(completed);
        return Optional.of(new Meter.Checkpoint(number(duration), number(size)));
    }

    private static long number(Gauge<?> gauge) {
        return ((Number) gauge.getValue()).longValue();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter) {
            if (name.equals("numRecordsIn")
                    && group.getAllVariables()
                            .getOrDefault("<operator_name>", "")
                            .startsWith("Source")) {
                READ.add(counter);
            }
        } else if (metric instanceof Gauge<?> gauge) {
            switch (name) {
                case "numberOfCompletedCheckpoints" -> completed = gauge;
                case "lastCheckpointDuration" -> duration = gauge;
                case "lastCheckpointFullSize" -> size = gauge;
                default -> {
                    // Of no interest here.
                }
            }
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    /** What Flink finds under {@code META-INF/services}. */
    public static final class Factory implements MetricReporterFactory {

        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new EngineMetrics();
        }
    }
}
