package dev.tocsin.gateway.web;

import dev.tocsin.events.Entity;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.Source;
import dev.tocsin.gateway.board.SeriesFigures;
import dev.tocsin.gateway.board.ServiceHealth;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.store.AggregateHistory;
import dev.tocsin.gateway.store.AggregateHistory.Selection;
import dev.tocsin.gateway.store.RegisteredService;
import dev.tocsin.gateway.store.ServiceRegistry;
import dev.tocsin.gateway.store.StoreException;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.aggregate.Timeline;
import dev.tocsin.health.figures.SlidingView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures in full. A gap is null and never 0, coverage and the bounds of each view are stated.
 *
 * <ul>
 *   <li>{@code GET /services/{id}/health?window=1m|5m|1h|24h&location=…}: a registered service's state with reasons, score
 *       with parts, views of all locations and of each, error budget and burn rates. From memory, so that it answers without
 *       Postgres, except for what reaches further back than a day.
 *   <li>{@code GET /figures/hosts/{host}?window=…&metric=…&part=…} and {@code GET /figures/telemetry/{service}?…}: the series
 *       of a machine, and what a service says of itself. From Postgres, since a fleet's cores would fill the memory for the
 *       sake of a few looks; so they end some seconds ago.
 *   <li>{@code GET /figures/hosts/{host}/timeline?metric=…&part=…&minutes=…&step=10s|1m|1h}, and the same of telemetry: the
 *       rollups of one series, point by point.
 * </ul>
 */
final class FiguresRoutes {

    private static final Logger logger = LoggerFactory.getLogger(FiguresRoutes.class);

    private final ServiceRegistry registry;
    private final AggregateHistory aggregates;
    private final StatusBoard board;
    private final Clock clock;

    FiguresRoutes(ServiceRegistry registry, AggregateHistory aggregates, StatusBoard board, Clock clock) {
        this.registry = registry;
        this.aggregates = aggregates;
        this.board = board;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/services/{id}/health", this::service);
        routes.get("/figures/hosts/{name}", context -> series(context, Entity.host(name(context)), Source.HOST));
        routes.get(
                "/figures/telemetry/{name}",
                context -> series(context, Entity.service(name(context)), Source.TELEMETRY));
        timelines(routes);
    }

    private void timelines(RoutesConfig routes) {
        routes.get(
                "/figures/hosts/{name}/timeline",
                context -> timeline(context, Entity.host(name(context)), Source.HOST));
        routes.get(
                "/figures/telemetry/{name}/timeline",
                context -> timeline(context, Entity.service(name(context)), Source.TELEMETRY));
    }

    private void service(Context context) {
        RegisteredService service = registry.find(Parameters.serviceId(context))
                .orElseThrow(() -> new NotFoundResponse(ServiceRoutes.NO_SERVICE));
        Optional<String> location = Parameters.text(context, "location");
        if (location.isPresent() && !board.locations(service.key()).contains(location.get())) {
            throw new NotFoundResponse("nothing is known of that location");
        }
        ServiceHealth health =
                board.health(service.definition(), windows(context), location, countsByHour(service.key()));
        Answers.json(context, health);
    }

    /** Empty if Postgres fails: the rest is known without it, and most wanted just then. */
    private Optional<NavigableMap<Long, EventCounts>> countsByHour(String service) {
        try {
            return Optional.of(aggregates.countsByHour(service, board.historyFrom(), board.historyTo()));
        } catch (StoreException e) {
            logger.warn("The error budget of {} is unknown until its history can be read from Postgres", service, e);
            return Optional.empty();
        }
    }

    /** The series of one entity, and what they came to. */
    record SeriesAnswer(String kind, String name, Instant at, List<SeriesFigures> series) {}

    private void series(Context context, Entity entity, Source source) {
        Optional<String> part = Parameters.text(context, "part");
        Selection selection = new Selection(entity, source, metric(context), part);
        long now = clock.millis();
        List<SeriesFigures> series = SeriesFigures.of(
                (resolution, from, to, into) ->
                        aggregates.select(selection, resolution, from, to, row -> into.computeIfAbsent(
                                        row.series(), key -> new Timeline())
                                .put(resolution, row.windowStart(), Aggregate.of(row))),
                windows(context),
                now);
        if (series.isEmpty()) {
            throw new NotFoundResponse("nothing was stored of that in the last 24 hours");
        }
        Answers.json(context, new SeriesAnswer(source.wire(), entity.key(), Instant.ofEpochMilli(now), series));
    }

    /** One series point by point. */
    record TimelineOfSeries(
            String kind,
            String name,
            String metric,
            String part,
            String unit,
            Resolution step,
            Instant from,
            Instant to,
            List<SeriesFigures.View> points) {}

    private void timeline(Context context, Entity entity, Source source) {
        Metric metric = metric(context)
                .orElseThrow(() -> new InvalidRequestException(
                        new Problem("missing", List.of("query", "metric"), "Field required", null)));
        String part = Parameters.text(context, "part").orElse("");
        long minutes = Parameters.whole(context, "minutes", CheckRoutes.DEFAULT_TIMELINE_MINUTES, 1);
        Resolution step = CheckRoutes.step(context, minutes);
        // Windows that are not over are not stored.
        long to = step.floor(clock.millis());
        long from = step.floor(to - CheckRoutes.capped(minutes, step) * Resolution.MINUTE.millis());
        NavigableMap<Long, Aggregate> windows = new TreeMap<>();
        Selection selection = new Selection(entity, source, Optional.of(metric), Optional.of(part));
        aggregates.select(selection, step, from, to, row -> windows.put(row.windowStart(), Aggregate.of(row)));
        Answers.json(
                context,
                new TimelineOfSeries(
                        source.wire(),
                        entity.key(),
                        metric.wire(),
                        part,
                        metric.unit().symbol(),
                        step,
                        Instant.ofEpochMilli(from),
                        Instant.ofEpochMilli(to),
                        SeriesFigures.points(metric, windows, step, from, to)));
    }

    private static String name(Context context) {
        return context.pathParam("name");
    }

    private static Optional<Metric> metric(Context context) {
        String wanted = context.queryParam("metric");
        if (wanted == null) {
            return Optional.empty();
        }
        return Optional.of(Metric.find(wanted).orElseThrow(() -> refused("metric", names(Metric.values()), wanted)));
    }

    private static String names(Metric... metrics) {
        return Arrays.stream(metrics).map(Metric::wire).collect(Collectors.joining(", "));
    }

    private static List<SlidingView> windows(Context context) {
        String wanted = context.queryParam("window");
        if (wanted == null) {
            return List.of(SlidingView.values());
        }
        return List.of(SlidingView.find(wanted).orElseThrow(() -> refused("window", "1m, 5m, 1h, 24h", wanted)));
    }

    private static InvalidRequestException refused(String parameter, String choices, String wanted) {
        return new InvalidRequestException(
                new Problem("enum", List.of("query", parameter), "Input should be of " + choices, wanted));
    }
}
