package dev.tocsin.gateway.web;

import static dev.tocsin.gateway.board.ApiJson.known;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Resolution;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.board.StatusBoard.HourFigures;
import dev.tocsin.gateway.store.AggregateHistory;
import dev.tocsin.gateway.store.CheckHistory;
import dev.tocsin.gateway.store.CheckHistory.StoredCheck;
import dev.tocsin.gateway.store.RegisteredService;
import dev.tocsin.gateway.store.ServiceRegistry;
import dev.tocsin.gateway.store.StoreException;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.figures.Figures;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was found out about one registered service: HealthTrack's checks and summary, and the timelines behind charts. */
final class CheckRoutes {

    private static final Logger logger = LoggerFactory.getLogger(CheckRoutes.class);
    private static final int DEFAULT_CHECKS = 50;
    private static final int DEFAULT_DETAILED = 10;
    static final int DEFAULT_TIMELINE_MINUTES = 60;
    private static final long MAX_POINTS = 10_080;

    private final ServiceRegistry registry;
    private final CheckHistory checks;
    private final AggregateHistory aggregates;
    private final StatusBoard board;
    private final Clock clock;

    CheckRoutes(
            ServiceRegistry registry,
            CheckHistory checks,
            AggregateHistory aggregates,
            StatusBoard board,
            Clock clock) {
        this.registry = registry;
        this.checks = checks;
        this.aggregates = aggregates;
        this.board = board;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/services/{id}/checks", this::checks);
        routes.get("/services/{id}/checks-detailed", this::detailedChecks);
        routes.get("/services/{id}/metrics-summary", this::summary);
        routes.get("/services/{id}/timeline", this::timeline);
    }

    /** @param leftOut how many checks just before it were not recorded, because there were too many */
    record CheckView(
            long id,
            long serviceId,
            Instant timestamp,
            CheckStatus status,
            Double responseTimeMs,
            String error,
            String location,
            Integer statusCode,
            int leftOut) {

        static CheckView of(StoredCheck check, long serviceId) {
            return new CheckView(
                    check.id(),
                    serviceId,
                    check.at(),
                    check.status(),
                    check.latencyMs(),
                    check.error(),
                    check.location(),
                    check.statusCode(),
                    check.leftOut());
        }
    }

    /** A check with the figures of its service's last 60 minutes. */
    record DetailedCheckView(
            long id,
            long serviceId,
            Instant timestamp,
            CheckStatus status,
            Double responseTimeMs,
            String error,
            Double latencyP50Ms,
            Double latencyP95Ms,
            Double latencyP99Ms,
            Double requestRateRpm,
            Double errorRatePercent,
            Double uptimePercent,
            Double throughputRps,
            Double apdexScore) {

        static DetailedCheckView of(StoredCheck check, long serviceId, HourFigures hour) {
            Figures figures = hour.figures();
            return new DetailedCheckView(
                    check.id(),
                    serviceId,
                    check.at(),
                    check.status(),
                    check.latencyMs(),
                    check.error(),
                    known(figures.p50()),
                    known(figures.p95()),
                    known(figures.p99()),
                    known(hour.perMinute()),
                    known(figures.errorRate() * 100),
                    known(figures.uptime() * 100),
                    known(hour.perMinute() / 60),
                    known(figures.apdex()));
        }
    }

    private void checks(Context context) {
        int limit = Parameters.limit(context, DEFAULT_CHECKS, Parameters.MAX_LIMIT);
        RegisteredService service = service(context);
        Answers.json(
                context,
                checks.newest(service.key(), limit).stream()
                        .map(check -> CheckView.of(check, service.id()))
                        .toList());
    }

    private void detailedChecks(Context context) {
        int limit = Parameters.limit(context, DEFAULT_DETAILED, Parameters.MAX_LIMIT);
        RegisteredService service = service(context);
        HourFigures hour = board.lastHour(service.key());
        Answers.json(
                context,
                checks.newest(service.key(), limit).stream()
                        .map(check -> DetailedCheckView.of(check, service.id(), hour))
                        .toList());
    }

    private void summary(Context context) {
        RegisteredService service = service(context);
        Answers.json(
                context,
                board.summary(service.definition()).orElseThrow(() -> new NotFoundResponse("no check data available")));
    }

    private void timeline(Context context) {
        RegisteredService service = service(context);
        Optional<String> location = Optional.ofNullable(context.queryParam("location"));
        long minutes = Parameters.whole(context, "minutes", DEFAULT_TIMELINE_MINUTES, 1);
        Resolution step = step(context, minutes);
        long capped = capped(minutes, step);
        long now = clock.millis();
        NavigableMap<Long, Aggregate> stored = capped > 15 || step != Resolution.SLICE
                ? stored(
                        service.key(),
                        location,
                        step,
                        step.floor(now - (capped + 1) * Resolution.MINUTE.millis()),
                        now + step.millis())
                : new TreeMap<>();
        Answers.json(context, board.timeline(service.definition(), step, location, (int) capped, stored));
    }

    /** Nothing if Postgres is away: memory knows the newest points, which are the most wanted just then. */
    private NavigableMap<Long, Aggregate> stored(
            String service, Optional<String> location, Resolution step, long from, long to) {
        try {
            return aggregates.probes(service, location, step, from, to);
        } catch (StoreException e) {
            if (!e.unavailable()) {
                throw e;
            }
            logger.warn("The timeline of {} has what memory knows until Postgres answers", service, e);
            return new TreeMap<>();
        }
    }

    /** As many minutes as can be answered at once. */
    static long capped(long minutes, Resolution step) {
        return Math.min(minutes, MAX_POINTS * step.millis() / Resolution.MINUTE.millis());
    }

    static Resolution step(Context context, long minutes) {
        String wanted = context.queryParam("step");
        if (wanted == null) {
            return minutes <= 120 ? Resolution.SLICE : minutes <= 2_880 ? Resolution.MINUTE : Resolution.HOUR;
        }
        for (Resolution resolution : Resolution.values()) {
            if (resolution.wire().equals(wanted)) {
                return resolution;
            }
        }
        throw new InvalidRequestException(
                new Problem("enum", List.of("query", "step"), "Input should be '10s', '1m' or '1h'", wanted));
    }

    private RegisteredService service(Context context) {
        return registry.find(Parameters.serviceId(context))
                .orElseThrow(() -> new NotFoundResponse(ServiceRoutes.NO_SERVICE));
    }
}
