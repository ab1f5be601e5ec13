package dev.tocsin.gateway.web;

import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.exposition.Exposition;
import dev.tocsin.gateway.exposition.Format;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** What the gateway says of itself: the page or its summary, its metrics, and the whole board at once. */
final class RootRoutes {

    static final String NAME = "Tocsin";
    static final String VERSION = WebServer.VERSION;

    private static final String PAGE = "/dashboard/index.html";

    private final Exposition exposition;
    private final StatusBoard board;
    private final Uptime uptime;

    RootRoutes(Exposition exposition, StatusBoard board, Uptime uptime) {
        this.exposition = exposition;
        this.board = board;
        this.uptime = uptime;
    }

    void register(RoutesConfig routes) {
        routes.get("/", this::root);
        routes.get("/metrics", this::metrics);
        routes.get("/board", context -> Answers.json(context, board.board()));
    }

    private void metrics(Context context) {
        Format format = Format.preferredBy(context.header("Accept"));
        context.header("Vary", "Accept");
        context.contentType(format.contentType()).result(exposition.write(format));
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
        answer.put("message", NAME);
        answer.put("status", "running");
        answer.put("name", NAME);
        answer.put("version", VERSION);
        answer.put("description", "Streaming health monitoring on Apache Flink");
        answer.put("uptime_seconds", uptime.seconds());
        answer.put("metrics_endpoint", "/metrics");
        answer.put("health_endpoint", "/health");
        answer.put("api_docs", "/docs");
        answer.put(
                "features",
                List.of(
                        "service checks",
                        "telemetry",
                        "live board",
                        "incidents with reasons",
                        "Prometheus metrics",
                        "health score and trends",
                        "alerting rules"));
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
}
