package dev.tocsin.hardware.exposition;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One Prometheus metric being filled: its name as exposed, its type, its series. Not thread-safe. */
final class Family {

    private static final String COUNTER_ENDING = "_total";

    private final String name;
    private final String help;
    private final boolean counter;
    private final List<Point> points = new ArrayList<>();

    private record Point(Labels labels, double value) {}

    private Family(String name, String help, boolean counter) {
        this.name = name;
        this.help = help;
        this.counter = counter;
    }

    static Family gauge(String name, String help) {
        return new Family(name, help, false);
    }

    static Family counter(String name, String help) {
        return new Family(name, help, true);
    }

    /** Adds a series; a null value adds none. */
    void add(Labels labels, Number value) {
        if (value != null) {
            points.add(new Point(labels, value.doubleValue()));
        }
    }

    /** Empty without series: a metric without any is better not mentioned. */
    Optional<MetricSnapshot> snapshot() {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(counter ? counterSnapshot() : gaugeSnapshot());
    }

    private MetricSnapshot counterSnapshot() {
        // The library's counters carry their ending in the exposition only.
        CounterSnapshot.Builder builder = CounterSnapshot.builder()
                .name(name.substring(0, name.length() - COUNTER_ENDING.length()))
                .help(help);
        points.forEach(point -> builder.dataPoint(CounterDataPointSnapshot.builder()
                .labels(point.labels())
                .value(point.value())
                .build()));
        return builder.build();
    }

    private MetricSnapshot gaugeSnapshot() {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(help);
        points.forEach(point -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(point.labels())
                .value(point.value())
                .build()));
        return builder.build();
    }
}
