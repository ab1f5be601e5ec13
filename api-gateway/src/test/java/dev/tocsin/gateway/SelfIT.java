package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway's own figures say. */
class SelfIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    private static JsonNode ok(String path) {
        HttpResponse<String> answer = gateway.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        return json(answer);
    }

    private static List<String> names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }

    private static void assertNow(JsonNode answer) {
        assertThat(answer.get("timestamp").asDouble()).isCloseTo(System.currentTimeMillis() / 1e3, within(10.0));
    }

    @Test
    void shouldScoreByFourParts() {
        JsonNode score = ok("/metrics/health-score");

        assertThat(names(score)).containsExactly("overall_score", "status", "component_scores", "timestamp");
        JsonNode parts = score.get("component_scores");
        assertThat(names(parts)).containsExactly("cpu", "memory", "error_rate", "load");
        double sum = 0;
        for (JsonNode part : parts) {
            assertThat(part.asDouble()).isBetween(0.0, 100.0);
            sum += part.asDouble();
        }
        assertThat(score.get("overall_score").asDouble()).isCloseTo(sum / 4, within(0.005001));
        assertThat(score.get("status").asText()).isIn("excellent", "good", "fair", "poor", "critical");
        assertThat(parts.get("cpu").asDouble())
                .as("measured, so never quite idle")
                .isLessThan(100);
        assertThat(parts.get("load").asDouble()).as("nobody else asks").isEqualTo(100);
        assertNow(score);
    }

    @Test
    void shouldListFiredAlertsBesideTheGatewaysOwnConditions() {
        JsonNode both = ok("/metrics/alerts?limit=5");
        JsonNode conditions = ok("/metrics/alerts?view=conditions");

        assertThat(both.get("alerts").isArray()).isTrue();
        assertThat(names(both))
                .containsExactlyInAnyOrder("alerts", "conditions", "current_values", "thresholds", "timestamp");
        assertThat(names(both.get("conditions"))).containsExactly("active", "warnings", "info");
        assertThat(names(conditions)).containsExactly("alerts", "current_values", "thresholds", "timestamp");
        assertThat(names(conditions.get("alerts"))).containsExactly("active", "warnings", "info");
        assertThat(conditions.get("thresholds"))
                .isEqualTo(json("{\"cpu_percent\": 80.0, \"memory_percent\": 85.0, \"response_time_p95\": 2.0,"
                        + " \"error_rate_percent\": 5.0, \"active_requests\": 100}"));
        assertThat(names(conditions.get("current_values")))
                .containsExactly("cpu_percent", "memory_percent", "error_rate_percent", "active_requests");
        assertThat(conditions.get("current_values").get("active_requests").asInt())
                .isZero();
        assertNow(conditions);
        assertThat(gateway.get("/metrics/alerts?view=other").statusCode()).isEqualTo(422);
        assertThat(gateway.get("/metrics/alerts?limit=-1").statusCode()).isEqualTo(422);
        assertThat(ok("/metrics/alerts?limit=0").get("alerts")).isEmpty();
    }

    @Test
    void shouldCompareAWindowWithTheOneBefore() {
        JsonNode trends = ok("/metrics/trends");

        assertThat(trends.get("window_minutes").asInt()).isEqualTo(5);
        assertThat(trends.get("request_rate_per_second").asDouble()).isGreaterThanOrEqualTo(0);
        assertThat(trends.get("error_rate_percent").asDouble()).isBetween(0.0, 100.0);
        assertThat(trends.get("current_active_requests").asInt()).isZero();
        assertThat(trends.get("recommendations")).isNotEmpty();
        assertThat(trends.get("recommendations").get(0).asText()).containsPattern("\\d");
        assertThat(trends.get("previous").isNull())
                .as("it has just been started")
                .isTrue();
        assertThat(trends.get("change").get("request_rate_percent").isNull()).isTrue();
        assertNow(trends);
        assertThat(ok("/metrics/trends?window_minutes=60").get("window_minutes").asInt())
                .isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "61", "x", "1.5", "99999999999999999999"})
    void shouldRefuseAWindowThatThereIsNot(String minutes) {
        HttpResponse<String> answer = gateway.get("/metrics/trends?window_minutes=" + minutes);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("detail").get(0).get("loc").get(1).asText()).isEqualTo("window_minutes");
    }

    @Test
    void shouldSumItselfUp() {
        long before = ok("/metrics/summary").get("http").get("total_requests").asLong();
        gateway.get("/services");
        gateway.get("/nowhere");
        JsonNode summary = ok("/metrics/summary");

        assertThat(names(summary)).containsExactly("timestamp", "system", "http", "application");
        assertThat(names(summary.get("system")))
                .containsExactly(
                        "cpu_percent",
                        "memory_percent",
                        "memory_rss",
                        "memory_vms",
                        "threads",
                        "uptime",
                        "cpu_total_seconds");
        assertThat(summary.get("system").get("memory_vms").asLong())
                .isGreaterThan(summary.get("system").get("memory_rss").asLong());
        assertThat(summary.get("system").get("cpu_total_seconds").asDouble()).isGreaterThan(0);
        JsonNode http = summary.get("http");
        assertThat(http.get("total_requests").asLong()).isEqualTo(before + 3);
        assertThat(http.get("active_requests").asInt()).isZero();
        assertThat(http.get("error_requests").asLong())
                .isEqualTo(http.get("client_error_requests").asLong()
                        + http.get("server_error_requests").asLong());
        assertThat(http.get("client_error_requests").asLong()).isPositive();
        assertThat(http.get("error_rate_percent").asDouble())
                .as("what clients do wrong is not an error of the gateway")
                .isZero();
        assertThat(http.get("request_rate_per_second").asDouble()).isPositive();
        assertThat(summary.get("application").get("name").asText()).isEqualTo("Tocsin");
        assertNow(summary);
    }

    @Test
    void shouldExportEverythingAtOnce() {
        JsonNode export = ok("/metrics/export");

        assertThat(names(export))
                .containsExactly(
                        "timestamp",
                        "system_metrics",
                        "http_metrics",
                        "health_score",
                        "alerts",
                        "prometheus_queries",
                        "uptime_seconds");
        assertThat(names(export.get("alerts").get("alerts"))).containsExactly("active", "warnings", "info");
        assertThat(export.get("health_score").has("component_scores")).isTrue();
        assertThat(export.get("prometheus_queries")).isEqualTo(ok("/metrics/prometheus-queries"));
    }

    @Test
    void shouldGiveTheQueriesThatClientsKnow() {
        JsonNode queries = ok("/metrics/prometheus-queries");

        assertThat(names(queries)).containsExactly("description", "queries", "usage");
        assertThat(names(queries.get("queries")))
                .containsExactly(
                        "cpu_rate_5m",
                        "request_rate_5m",
                        "error_rate_5m",
                        "p95_response_time",
                        "p99_response_time",
                        "memory_usage_mb",
                        "request_throughput_per_minute",
                        "slow_requests_rate",
                        "status_code_distribution",
                        "cpu_utilization_percent");
        assertThat(names(queries.get("queries"))).containsAll(names(queries.get("usage")));
        assertThat(queries.get("usage")).hasSize(4);
    }

    @Test
    void shouldServeRulesRoutingAndDashboard() {
        JsonNode alerting = ok("/config/alerting");

        assertThat(names(alerting))
                .contains(
                        "prometheus_alerting_rules", "grafana_dashboard", "alertmanager_config", "setup_instructions");
        assertThat(alerting.get("prometheus_alerting_rules").asText())
                .startsWith("# Rules")
                .contains("groups:");
        assertThat(alerting.get("grafana_dashboard").get("dashboard").get("panels"))
                .hasSize(10);
        assertThat(alerting.get("grafana_dashboard").toString()).doesNotContain("\"graph\"");
        assertThat(names(alerting.get("setup_instructions")))
                .containsExactly("prometheus_alerts", "grafana_dashboard", "alertmanager");
    }

    @Test
    void shouldTellTheUnionOfTheSeedsAtTheRoot() {
        JsonNode root = json(gateway.send(HttpRequest.newBuilder(gateway.address("http", "/"))
                .header("Accept", "application/json, text/html;q=0.5")
                .build()));
        assertThat(names(root))
                .containsExactly(
                        "message",
                        "status",
                        "name",
                        "version",
                        "description",
                        "uptime_seconds",
                        "metrics_endpoint",
                        "health_endpoint",
                        "api_docs",
                        "features");
        assertThat(root.get("features")).isNotEmpty();
    }

    @Test
    void shouldWriteMetricsAsTheScraperLikes() {
        HttpResponse<String> open = gateway.send(HttpRequest.newBuilder(gateway.address("http", "/metrics"))
                .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
                .build());
        assertThat(open.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(open.body()).endsWith("# EOF\n");
        HttpResponse<String> binary = gateway.send(HttpRequest.newBuilder(gateway.address("http", "/metrics"))
                .header(
                        "Accept",
                        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited")
                .build());
        assertThat(binary.headers().firstValue("Content-Type").orElse(""))
                .isEqualTo("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                        + " encoding=delimited");
        HttpResponse<String> text = gateway.get("/metrics");
        assertThat(text.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text.body())
                .contains(
                        "# TYPE app_threads_total gauge",
                        "app_info{",
                        "# TYPE gc_collections_total counter",
                        "process_virtual_memory_bytes ",
                        "memory_alert_threshold_bytes 8.589934592E9",
                        "cpu_alert_threshold_percent 80.0")
                .doesNotContain("app_info_info");
    }
}
