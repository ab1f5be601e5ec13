package dev.tocsin.gateway.web;

import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.monitoring.MonitoringFiles;
import dev.tocsin.gateway.self.Conditions;
import dev.tocsin.gateway.self.GatewayScore;
import dev.tocsin.gateway.self.ProcessFigures;
import dev.tocsin.gateway.self.RequestWindows;
import dev.tocsin.gateway.self.RequestWindows.Counts;
import dev.tocsin.gateway.self.SelfFigures;
import dev.tocsin.gateway.self.SelfWatch;
import dev.tocsin.gateway.self.Trend;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the gateway's own figures say, as FastAPI Metrics Monitoring tells it. Processor shares are of all processors: 100 is all
 * of them busy. Error rates are shares of 5xx in the last five minutes, those of 4xx stand beside them. Requests in flight are
 * counted without the one that asks.
 */
final class SelfRoutes {

    private static final int DEFAULT_ALERTS = 10;
    private static final int MAX_ALERTS = 100;
    private static final int DEFAULT_TREND_MINUTES = 5;

    private final StatusBoard board;
    private final SelfWatch self;
    private final MonitoringFiles files;
    private final Uptime uptime;
    private final Clock clock;

    SelfRoutes(StatusBoard board, SelfWatch self, MonitoringFiles files, Uptime uptime, Clock clock) {
        this.board = board;
        this.self = self;
        this.files = files;
        this.uptime = uptime;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/metrics/health-score", context -> Answers.json(context, score(self.askedByARequest())));
        routes.get("/metrics/alerts", this::alerts);
        routes.get("/metrics/trends", this::trends);
        routes.get("/metrics/summary", context -> Answers.json(context, summary(self.askedByARequest())));
        routes.get("/metrics/export", this::export);
        routes.get("/metrics/prometheus-queries", context -> Answers.json(context, files.queries()));
        routes.get("/config/alerting", context -> Answers.json(context, files.alerting()));
    }

    private Map<String, Object> score(SelfFigures now) {
        GatewayScore score = GatewayScore.of(now);
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("cpu", score.cpu());
        parts.put("memory", score.memory());
        parts.put("error_rate", score.errorRate());
        parts.put("load", score.load());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("overall_score", score.overall());
        answer.put("status", score.status());
        answer.put("component_scores", parts);
        answer.put("timestamp", epochSeconds());
        return answer;
    }

    /** Fired alerts of pushed samples, and beside them what is wrong with the gateway; {@code ?view=conditions}: only that. */
    private void alerts(Context context) {
        Map<String, Object> conditions = conditions(self.askedByARequest());
        String view = context.queryParam("view");
        if ("conditions".equals(view)) {
            Answers.json(context, conditions);
            return;
        }
        if (view != null) {
            throw new InvalidRequestException(
                    new Problem("enum", List.of("query", "view"), "Input should be 'conditions', or absent", view));
        }
        int limit = Parameters.limit(context, DEFAULT_ALERTS, MAX_ALERTS);
        Map<String, Object> answer = new LinkedHashMap<>(conditions);
        answer.put("alerts", board.alerts(limit));
        answer.put("conditions", conditions.get("alerts"));
        Answers.json(context, answer);
    }

    private Map<String, Object> conditions(SelfFigures now) {
        Conditions conditions = Conditions.of(now);
        Map<String, Object> alerts = new LinkedHashMap<>();
        alerts.put("active", conditions.active());
        alerts.put("warnings", conditions.warnings());
        alerts.put("info", List.of());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("alerts", alerts);
        answer.put("current_values", Conditions.values(now));
        answer.put("thresholds", Conditions.thresholds());
        answer.put("timestamp", epochSeconds());
        return answer;
    }

    private void trends(Context context) {
        int minutes = (int) Parameters.whole(
                context, "window_minutes", DEFAULT_TREND_MINUTES, 1, RequestWindows.LONGEST.toMinutes());
        Duration window = Duration.ofMinutes(minutes);
        Trend trend =
                new Trend(minutes, self.requests().last(window), self.requests().before(window));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("window_minutes", minutes);
        answer.putAll(rates(trend.now()));
        answer.put("current_active_requests", self.askedByARequest().activeRequests());
        answer.put("previous", trend.isComparable() ? rates(trend.before()) : null);
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("request_rate_percent", trend.rateChangePercent());
        change.put("error_rate_points", trend.errorChangePoints());
        answer.put("change", change);
        answer.put("recommendations", trend.recommendations());
        answer.put("timestamp", epochSeconds());
        Answers.json(context, answer);
    }

    private static Map<String, Object> rates(Counts counts) {
        Map<String, Object> rates = new LinkedHashMap<>();
        rates.put("requests", counts.requests());
        rates.put("seconds", counts.seconds());
        rates.put("request_rate_per_second", counts.perSecond());
        rates.put("error_rate_percent", counts.errorPercent());
        rates.put("client_error_rate_percent", counts.clientErrorPercent());
        return rates;
    }

    private Map<String, Object> summary(SelfFigures now) {
        Map<String, Object> application = new LinkedHashMap<>();
        application.put("name", RootRoutes.NAME);
        application.put("version", RootRoutes.VERSION);
        application.put("uptime_seconds", uptime.seconds());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("timestamp", epochSeconds());
        answer.put("system", system(now.process()));
        answer.put("http", http(now));
        answer.put("application", application);
        return answer;
    }

    private Map<String, Object> system(ProcessFigures process) {
        Map<String, Object> system = new LinkedHashMap<>();
        system.put("cpu_percent", process.cpuPercent());
        system.put("memory_percent", process.memoryPercent());
        system.put("memory_rss", process.residentBytes());
        system.put("memory_vms", process.virtualBytes());
        system.put("threads", process.threads());
        system.put("uptime", uptime.seconds());
        system.put("cpu_total_seconds", process.cpuSeconds());
        return system;
    }

    private static Map<String, Object> http(SelfFigures now) {
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("active_requests", now.activeRequests());
        http.put("total_requests", now.total().requests());
        http.put("error_requests", now.total().clientErrors() + now.total().serverErrors());
        http.put("client_error_requests", now.total().clientErrors());
        http.put("server_error_requests", now.total().serverErrors());
        http.put("request_rate_per_second", now.lastMinutes().perSecond());
        http.put("error_rate_percent", now.lastMinutes().errorPercent());
        http.put("client_error_rate_percent", now.lastMinutes().clientErrorPercent());
        return http;
    }

    private void export(Context context) {
        SelfFigures now = self.askedByARequest();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("timestamp", epochSeconds());
        answer.put("system_metrics", system(now.process()));
        answer.put("http_metrics", http(now));
        answer.put("health_score", score(now));
        answer.put("alerts", conditions(now));
        answer.put("prometheus_queries", files.queries());
        answer.put("uptime_seconds", uptime.seconds());
        Answers.json(context, answer);
    }

    private double epochSeconds() {
        return clock.millis() / 1_000.0;
    }
}
