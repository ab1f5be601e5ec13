package dev.tocsin.gateway.query;

import dev.tocsin.events.Metric;
import dev.tocsin.events.Source;
import java.util.Comparator;

/** What one line of an answer is about; empty where that was merged. */
public record Labels(Source source, String service, String location, String group, Metric metric)
        implements Comparable<Labels> {

    private static final Comparator<Labels> ORDER = Comparator.comparing(Labels::service)
            .thenComparing(Labels::group)
            .thenComparing(labels -> labels.metric().wire())
            .thenComparing(Labels::source)
            .thenComparing(Labels::location);

    Labels of(Metric other) {
        return new Labels(source, service, location, group, other);
    }

    @Override
    public int compareTo(Labels other) {
        return ORDER.compare(this, other);
    }
}
