package dev.tocsin.gateway.web;

import static dev.tocsin.gateway.board.ApiJson.known;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Limits;
import dev.tocsin.events.Resolution;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.board.StatusBoard.HourFigures;
import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.definitions.ServiceDefaults;
import dev.tocsin.gateway.definitions.TargetAddress;
import dev.tocsin.gateway.store.AggregateHistory;
import dev.tocsin.gateway.store.CheckHistory;
import dev.tocsin.gateway.store.CheckHistory.StoredCheck;
import dev.tocsin.gateway.store.RegisteredService;
import dev.tocsin.gateway.store.ServiceRegistry;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.figures.Figures;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The registered services: HealthTrack's API, and the timelines behind the dashboard's charts. */
final class ServiceRoutes {

    /** Anything shorter is scheduled as this when it comes through the API, as HealthTrack does. */
    static final long MIN_INTERVAL_SECONDS = 5;

    private static final int DEFAULT_CHECKS = 50;
    private static final int DEFAULT_DETAILED = 10;
    static final int DEFAULT_TIMELINE_MINUTES = 60;
    private static final long MAX_POINTS = 10_080;
    private static final long MAX_SECONDS = Limits.MAX_DURATION_MS / 1_000;
    static final String NO_SERVICE = "service not found";

    private final ServiceRegistry registry;
    private final Supplier<ServiceDefaults> defaults;
    private final CheckHistory checks;
    private final AggregateHistory aggregates;
    private final StatusBoard board;
    private final Clock clock;

    ServiceRoutes(
            ServiceRegistry registry,
            Supplier<ServiceDefaults> defaults,
            CheckHistory checks,
            AggregateHistory aggregates,
            StatusBoard board,
            Clock clock) {
        this.registry = registry;
        this.defaults = defaults;
        this.checks = checks;
        this.aggregates = aggregates;
        this.board = board;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/services", this::list);
        routes.post("/services", this::create);
        routes.delete("/services/{id}", this::delete);
        routes.get("/services/{id}/checks", this::checks);
        routes.get("/services/{id}/checks-detailed", this::detailedChecks);
        routes.get("/services/{id}/metrics-summary", this::summary);
        routes.get("/services/{id}/timeline", this::timeline);
    }

    /** A service as HealthTrack's clients know it, with its key. */
    record ServiceView(String name, String url, long intervalSeconds, long timeoutSeconds, long id, String key) {

        static ServiceView of(RegisteredService service) {
            return new ServiceView(
                    service.name(),
                    service.definition().url(),
                    seconds(service.definition().intervalMs()),
                    seconds(service.definition().timeoutMs()),
                    service.id(),
                    service.key());
        }

        private static long seconds(long millis) {
            return Math.max(1, Math.round(millis / 1_000.0));
        }
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

    private void list(Context context) {
        Answers.json(context, registry.all().stream().map(ServiceView::of).toList());
    }

    private void create(Context context) {
        Answers.json(context, ServiceView.of(registry.register(declared(context.bodyAsBytes(), defaults.get()))));
    }

    static DeclaredService declared(byte[] document, ServiceDefaults defaults) {
        RequestBody body = RequestBody.parse(document);
        String name = body.requiredName("name", RegisteredService.MAX_NAME);
        String url = body.requiredText("url", TargetAddress.MAX_LENGTH);
        Optional<String> address = url == null ? Optional.empty() : TargetAddress.normalise(url.strip());
        if (url != null && address.isEmpty()) {
            boolean otherScheme = url.matches("[A-Za-z][A-Za-z0-9+.-]*://.*") && !url.matches("(?i)https?://.*");
            body.wrong(
                    otherScheme ? "url_scheme" : "url_parsing",
                    "url",
                    otherScheme ? "URL scheme should be 'http' or 'https'" : "Input should be a valid URL");
        }
        long interval = body.whole("interval_seconds", 1, MAX_SECONDS, defaults.intervalMs() / 1_000);
        long timeout = body.whole("timeout_seconds", 1, MAX_SECONDS, Math.max(1, defaults.timeoutMs() / 1_000));
        body.requireValid();
        return defaults.service(
                name.strip(), address.orElseThrow(), Math.max(MIN_INTERVAL_SECONDS, interval) * 1_000, timeout * 1_000);
    }

    private void delete(Context context) {
        if (!registry.delete(Parameters.serviceId(context))) {
            throw new NotFoundResponse(NO_SERVICE);
        }
        Answers.json(context, Map.of("ok", true));
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
        Optional<String> location = Parameters.text(context, "location");
        long minutes = Parameters.whole(context, "minutes", DEFAULT_TIMELINE_MINUTES, 1);
        Resolution step = step(context, minutes);
        long capped = capped(minutes, step);
        long now = clock.millis();
        NavigableMap<Long, Aggregate> stored = capped > 15 || step != Resolution.SLICE
                ? aggregates.probes(
                        service.key(),
                        location,
                        step,
                        step.floor(now - (capped + 1) * Resolution.MINUTE.millis()),
                        now + step.millis())
                : new TreeMap<>();
        Answers.json(context, board.timeline(service.definition(), step, location, (int) capped, stored));
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
        return registry.find(Parameters.serviceId(context)).orElseThrow(() -> new NotFoundResponse(NO_SERVICE));
    }
}
