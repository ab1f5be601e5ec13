package dev.tocsin.gateway.web;

import dev.tocsin.events.service.RunningService.Condition;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.self.DetailedHealth;
import dev.tocsin.gateway.self.SelfFigures;
import dev.tocsin.gateway.self.SelfWatch;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Whether the gateway lives, can do its work, and how well it is. Whatever says that it cannot says so with 503. */
final class HealthRoutes {

    /** So long after the start, caches and connections are warm. */
    private static final double READY_AFTER_SECONDS = 5;

    private static final double BYTES_PER_MB = 1_024 * 1_024;

    private final StatusBoard board;
    private final SelfWatch self;
    private final Dependencies dependencies;
    private final Uptime uptime;
    private final Clock clock;

    /** What the gateway needs: all together, and each by its name. */
    record Dependencies(Supplier<Condition> all, Supplier<Map<String, Condition>> each) {}

    HealthRoutes(StatusBoard board, SelfWatch self, Dependencies dependencies, Uptime uptime, Clock clock) {
        this.board = board;
        this.self = self;
        this.dependencies = dependencies;
        this.uptime = uptime;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/health", this::health);
        routes.get("/health/detailed", this::detailed);
        routes.get("/health/live", context -> Answers.json(context, Map.of("status", "alive")));
        routes.get("/health/ready", this::ready);
        routes.get("/metrics/health", this::telemetryHealth);
    }

    private void health(Context context) {
        Condition now = dependencies.all().get();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", now.healthy() ? "healthy" : "unhealthy");
        answer.put("version", RootRoutes.VERSION);
        answer.put("error", now.healthy() ? null : now.detail());
        answer.put("system", Map.of("api", "running", "collectors", now.healthy() ? "ready" : "waiting"));
        answer.put("timestamp", clock.instant());
        answer.put("uptime_seconds", uptime.seconds());
        answer(context, now.healthy(), answer);
    }

    private void detailed(Context context) {
        SelfFigures now = self.askedByARequest();
        List<String> troubles = dependencies.each().get().values().stream()
                .filter(part -> !part.healthy())
                .map(Condition::detail)
                .toList();
        DetailedHealth health = DetailedHealth.of(now, troubles);
        Map<String, Object> up = new LinkedHashMap<>();
        up.put("seconds", uptime.seconds());
        up.put("readable", uptime.readable());
        Map<String, Object> system = new LinkedHashMap<>();
        system.put("cpu_percent", now.process().cpuPercent());
        system.put("memory_percent", now.process().memoryPercent());
        system.put("memory_rss_mb", now.process().residentBytes() / BYTES_PER_MB);
        system.put("threads", now.process().threads());
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("active_requests", now.activeRequests());
        http.put("total_requests", now.total().requests());
        http.put("error_requests", now.total().clientErrors() + now.total().serverErrors());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", health.status().wire());
        answer.put("timestamp", clock.instant());
        answer.put("uptime", up);
        answer.put("system", system);
        answer.put("http", http);
        answer.put("issues", health.issues());
        answer.put("version", RootRoutes.VERSION);
        answer(context, health.status() != DetailedHealth.Status.CRITICAL, answer);
    }

    private void ready(Context context) {
        Map<String, String> checks = new LinkedHashMap<>();
        checks.put(
                "metrics_collection",
                passOr(self.process().isWatching(), "the process has not been looked at for three intervals"));
        // This very request is one of those in flight.
        checks.put("http_metrics", passOr(self.inFlight().getAsDouble() >= 1, "requests are not being counted"));
        checks.put(
                "uptime",
                passOr(
                        uptime.seconds() >= READY_AFTER_SECONDS,
                        String.format(Locale.ROOT, "up for %.1f s of %.0f s", uptime.seconds(), READY_AFTER_SECONDS)));
        dependencies.each().get().forEach((name, part) -> checks.put(name, passOr(part.healthy(), part.detail())));
        boolean ready = checks.values().stream().allMatch("pass"::equals);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", ready ? "ready" : "not_ready");
        answer.put("checks", checks);
        answer.put("timestamp", clock.instant());
        answer(context, ready, answer);
    }

    private static String passOr(boolean passed, String reason) {
        return passed ? "pass" : "fail: " + reason;
    }

    private void telemetryHealth(Context context) {
        boolean healthy = dependencies.all().get().healthy();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", healthy ? "healthy" : "unhealthy");
        answer.put("timestamp", clock.instant());
        answer.put("services_count", board.metricSourceCount());
        answer(context, healthy, answer);
    }

    private static void answer(Context context, boolean well, Map<String, Object> answer) {
        context.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        context.header("Cache-Control", "no-store");
        Answers.json(context, answer);
    }
}
