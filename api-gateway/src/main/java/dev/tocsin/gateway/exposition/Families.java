package dev.tocsin.gateway.exposition;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Metrics made anew for one scrape, from what is known at that moment; so a series ends with what it told of, and there are
 * never more than there are things to tell of. Metrics without series are left out. Not thread-safe.
 */
final class Families {

    private static final String COUNTER_ENDING = "_total";

    private final List<Series> all = new ArrayList<>();

    /** The series of one metric. */
    static final class Series {
        private final String name;
        private final String help;
        private final boolean counter;
        private final List<CounterDataPointSnapshot> counts = new ArrayList<>();
        private final List<GaugeDataPointSnapshot> gauges = new ArrayList<>();

        private Series(String name, String help, boolean counter) {
            this.name = name;
            this.help = help;
            this.counter = counter;
        }

        /** Adds a series; one whose value is null or no number is left out. */
        void add(Map<String, String> labels, Double value) {
            if (value == null || value.isNaN()) {
                return;
            }
            Labels.Builder builder = Labels.builder();
            labels.forEach(builder::label);
            if (counter) {
                counts.add(CounterDataPointSnapshot.builder()
                        .labels(builder.build())
                        .value(value)
                        .build());
            } else {
                gauges.add(GaugeDataPointSnapshot.builder()
                        .labels(builder.build())
                        .value(value)
                        .build());
            }
        }

        private boolean isEmpty() {
            return counts.isEmpty() && gauges.isEmpty();
        }

        private MetricSnapshot snapshot() {
            if (!counter) {
                GaugeSnapshot.Builder builder =
                        GaugeSnapshot.builder().name(name).help(help);
                gauges.forEach(builder::dataPoint);
                return builder.build();
            }
            // The library's counters carry their ending in the exposition only.
            CounterSnapshot.Builder builder = CounterSnapshot.builder()
                    .name(name.substring(0, name.length() - COUNTER_ENDING.length()))
                    .help(help);
            counts.forEach(builder::dataPoint);
            return builder.build();
        }
    }

    Series gauge(String name, String help) {
        return add(new Series(name, help, false));
    }

    /** @param name with its ending {@code _total} */
    Series counter(String name, String help) {
        return add(new Series(name, help, true));
    }

    private Series add(Series series) {
        all.add(series);
        return series;
    }

    MetricSnapshots collect() {
        return new MetricSnapshots(all.stream()
                .filter(series -> !series.isEmpty())
                .map(Series::snapshot)
                .toList());
    }
}
