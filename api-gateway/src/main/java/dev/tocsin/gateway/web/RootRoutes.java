package dev.tocsin.gateway.web;

import dev.tocsin.events.service.RunningService.Condition;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.exposition.Exposition;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** What the gateway says of itself: the page or its summary, its health, its metrics, and the whole board at once. */
final class RootRoutes {

    private static final String VERSION = "0.1.0";
    private static final String PAGE = "/dashboard/index.html";

    private final Exposition exposition;
    private final StatusBoard board;
    private final Supplier<Condition> condition;
    private final Clock clock;
    private final Instant startedAt;

    RootRoutes(Exposition exposition, StatusBoard board, Supplier<Condition> condition, Clock clock) {
        this.exposition = exposition;
        this.board = board;
        this.condition = condition;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    void register(RoutesConfig routes) {
        routes.get("/", this::root);
        routes.get("/health", this::health);
        routes.get("/metrics", context -> context.contentType(Exposition.CONTENT_TYPE)
                .result(exposition.text()));
        routes.get("/board", context -> Answers.json(context, board.board()));
    }

    private void root(Context context) {
        context.header("Vary", "Accept");
        if (prefersPage(context.header("Accept"))) {
            try (InputStream page = RootRoutes.class.getResourceAsStream(PAGE)) {
                if (page != null) {
                    WebServer.PAGE_HEADERS.forEach(context::header);
                    context.contentType("text/html; charset=utf-8").result(page.readAllBytes());
                    return;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("reading " + PAGE + " from the class path", e);
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("message", "Tocsin");
        answer.put("status", "running");
        answer.put("name", "Tocsin");
        answer.put("version", VERSION);
        answer.put("description", "Streaming health monitoring on Apache Flink");
        answer.put("uptime_seconds", uptimeSeconds());
        answer.put("metrics_endpoint", "/metrics");
        answer.put("health_endpoint", "/health");
        answer.put("api_docs", "/docs");
        answer.put(
                "features",
                List.of("service checks", "telemetry", "live board", "incidents with reasons", "Prometheus metrics"));
        Answers.json(context, answer);
    }

    /** Whether a page is wanted more than JSON; anything at all means JSON. */
    static boolean prefersPage(String accept) {
        QuotedQualityCSV wanted = new QuotedQualityCSV();
        wanted.addValue(accept);
        return wanted.getValues().stream()
                .filter(type -> type.equals("text/html") || type.equals("application/json"))
                .findFirst()
                .filter("text/html"::equals)
                .isPresent();
    }

    private void health(Context context) {
        Condition now = condition.get();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", now.healthy() ? "healthy" : "unhealthy");
        answer.put("version", VERSION);
        answer.put("error", now.healthy() ? null : now.detail());
        answer.put("system", Map.of("api", "running", "collectors", now.healthy() ? "ready" : "waiting"));
        answer.put("timestamp", clock.instant());
        answer.put("uptime_seconds", uptimeSeconds());
        context.status(now.healthy() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        Answers.json(context, answer);
    }

    private double uptimeSeconds() {
        return (clock.millis() - startedAt.toEpochMilli()) / 1_000.0;
    }
}
