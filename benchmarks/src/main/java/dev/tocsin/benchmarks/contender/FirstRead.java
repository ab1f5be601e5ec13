package dev.tocsin.benchmarks.contender;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Sees in Flink's own metrics whether a source has read anything yet, whichever job it belongs to. */
public final class FirstRead implements MetricReporter {

    private static final List<Counter> READ = new CopyOnWriteArrayList<>();

    /** Whether any source of this process has read a record. */
    static boolean happened() {
        return READ.stream().anyMatch(counter -> counter.getCount() > 0);
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter
                && name.equals("numRecordsIn")
                && group.getAllVariables().getOrDefault("<operator_name>", "").startsWith("Source")) {
            READ.add(counter);
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
            return new FirstRead();
        }
    }
}
