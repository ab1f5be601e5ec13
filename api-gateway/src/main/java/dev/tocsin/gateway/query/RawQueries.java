package dev.tocsin.gateway.query;

import dev.tocsin.events.Metric;
import dev.tocsin.events.Source;
import dev.tocsin.gateway.query.QueryAnswer.Limit;
import dev.tocsin.gateway.store.RegisteredService;
import dev.tocsin.gateway.store.SampleHistory;
import dev.tocsin.gateway.store.SampleHistory.RawRow;
import dev.tocsin.gateway.store.SampleHistory.RawRows;
import dev.tocsin.gateway.store.SampleHistory.Selection;
import dev.tocsin.gateway.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Answers questions for single samples; checks are samples of a service of the same name. Thread-safe. */
public final class RawQueries {

    private static final Duration KEPT = Duration.ofHours(24);

    private final SampleHistory history;
    private final Supplier<Collection<RegisteredService>> services;
    private final Clock clock;

    public RawQueries(SampleHistory history, Supplier<Collection<RegisteredService>> services, Clock clock) {
        this.history = history;
        this.services = services;
        this.clock = clock;
    }

    /**
     * Rows, newest first.
     *
     * @param truncated whether there are more than these
     * @param limits what kept the answer from being what was asked for
     */
    public record Answer(List<Row> data, boolean truncated, List<Limit> limits) {}

    public record Row(Instant timestamp, String service, Metric metricType, double value, Map<String, Object> tags) {}

    public Answer answer(MetricQuery query, int limit) {
        SeriesChoice choice = new SeriesChoice(query, services.get());
        Map<Source, Set<Metric>> metrics = new EnumMap<>(Source.class);
        choice.filter().metrics().keySet().forEach(source -> metrics.put(source, choice.metrics(source)));
        RawRows found;
        try {
            found = history.newest(new Selection(query.from(), query.to(), metrics, choice.filter(), limit));
        } catch (StoreException e) {
            if (e.tookTooLong()) {
                return new Answer(List.of(), true, List.of(MetricQueries.TIMED_OUT));
            }
            throw e;
        }
        List<Limit> limits = new ArrayList<>();
        if (query.from() < clock.millis() - KEPT.toMillis()) {
            limits.add(
                    new Limit(MetricQueries.RETENTION, "single samples are kept for 24 h; ask with a step for more"));
        }
        if (found.isCut()) {
            limits.add(new Limit("rows", "these are the newest " + limit + "; go on before the oldest of them"));
        }
        if (found.isThinned()) {
            limits.add(new Limit(
                    "recording", "more came in a second than are recorded one by one; points with a step count all"));
        }
        List<Row> rows = found.rows().stream().map(row -> named(choice, row)).toList();
        return new Answer(rows, found.isCut() || found.isThinned(), limits);
    }

    private static Row named(SeriesChoice choice, RawRow row) {
        String service = row.source() == Source.PROBE ? choice.name(row.service()) : row.service();
        return new Row(row.timestamp(), service, row.metric(), row.value(), row.tags());
    }
}
