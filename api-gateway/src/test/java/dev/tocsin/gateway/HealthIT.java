package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.testkit.FaultProxy;
import dev.tocsin.testkit.PostgresExtension;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What orchestrators and people ask first. */
class HealthIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @Test
    void shouldTellTheUnionOfBothSeedsAtHealth() {
        HttpResponse<String> answer = gateway.get("/health");
        JsonNode health = json(answer);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(health.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("status", "version", "error", "system", "timestamp", "uptime_seconds");
        assertThat(health.get("status").asText()).isEqualTo("healthy");
        assertThat(health.get("error").isNull()).isTrue();
        assertThat(health.get("system").get("api").asText()).isEqualTo("running");
        assertThat(health.get("system").get("collectors").asText()).isEqualTo("ready");
        assertThat(Instant.parse(health.get("timestamp").asText()))
                .isCloseTo(Instant.now(), within(10, java.time.temporal.ChronoUnit.SECONDS));
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void shouldTellTheProcessAndItsRequestsInDetail() {
        gateway.get("/nowhere");
        HttpResponse<String> answer = gateway.get("/health/detailed");
        JsonNode health = json(answer);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(health.get("status").asText()).isIn("healthy", "warning");
        assertThat(health.get("uptime").get("seconds").isDouble()).isTrue();
        assertThat(health.get("uptime").get("readable").asText()).matches("\\d+:\\d\\d:\\d\\d");
        JsonNode system = health.get("system");
        assertThat(system.get("cpu_percent").asDouble()).isGreaterThan(0).isLessThanOrEqualTo(100);
        assertThat(system.get("memory_percent").asDouble()).isBetween(0.01, 100.0);
        assertThat(system.get("memory_rss_mb").asDouble()).isBetween(10.0, 100_000.0);
        assertThat(system.get("threads").asInt()).isGreaterThan(10);
        JsonNode http = health.get("http");
        assertThat(http.get("active_requests").asInt())
                .as("the one that asks does not count")
                .isZero();
        assertThat(http.get("error_requests").asInt())
                .isBetween(1, http.get("total_requests").asInt());
        assertThat(health.get("issues").isArray()).isTrue();
        assertThat(health.get("version").asText()).isNotEmpty();
    }

    @Test
    void shouldSayThatItLives() {
        HttpResponse<String> answer = gateway.get("/health/live");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer)).isEqualTo(json("{\"status\": \"alive\"}"));
    }

    @Test
    void shouldBeReadyFiveSecondsAfterItsStart() {
        gateway.restart();
        HttpResponse<String> early = gateway.get("/health/ready");
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(json(early).get("status").asText()).isEqualTo("not_ready");
        assertThat(json(early).get("checks").get("uptime").asText()).startsWith("fail: up for ");

        await().atMost(Duration.ofSeconds(15))
                .until(() -> gateway.get("/health/ready").statusCode() == 200);

        JsonNode ready = json(gateway.get("/health/ready"));
        assertThat(ready.get("status").asText()).isEqualTo("ready");
        assertThat(ready.get("timestamp").asText()).endsWith("Z");
        assertThat(ready.get("checks"))
                .isEqualTo(json("{\"metrics_collection\": \"pass\", \"http_metrics\": \"pass\", \"uptime\": \"pass\","
                        + " \"kafka\": \"pass\", \"postgres\": \"pass\"}"));
    }

    @Test
    void shouldCountTheSourcesOfPushedSamples() {
        HttpResponse<String> answer = gateway.get("/metrics/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode health = json(answer);
        assertThat(health.fieldNames()).toIterable().containsExactly("status", "timestamp", "services_count");
        assertThat(health.get("status").asText()).isEqualTo("healthy");
        assertThat(health.get("services_count").isInt()).isTrue();
    }

    @Test
    void shouldAnswer503EverywhereButLiveWhenKafkaIsAway() {
        try (FaultProxy proxy = FaultProxy.open();
                RunningGateway alone = RunningGateway.start(
                        RunningGateway.config(proxy.address(), postgres, null, Duration.ofMillis(200)))) {
            HttpResponse<String> ready = alone.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(json(ready).get("checks").get("kafka").asText()).startsWith("fail: Kafka does not answer");
            assertThat(json(ready).get("checks").get("postgres").asText()).isEqualTo("pass");
            HttpResponse<String> health = alone.get("/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(json(health).get("status").asText()).isEqualTo("unhealthy");
            assertThat(json(health).get("error").asText()).contains("TOCSIN_KAFKA_BOOTSTRAP_SERVERS");
            HttpResponse<String> detailed = alone.get("/health/detailed");
            assertThat(detailed.statusCode()).isEqualTo(503);
            assertThat(json(detailed).get("status").asText()).isEqualTo("critical");
            assertThat(json(detailed).get("issues").toString()).contains("Kafka does not answer");
            assertThat(alone.get("/metrics/health").statusCode()).isEqualTo(503);
            assertThat(alone.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(alone.get("/metrics").body()).contains("tocsin_gateway_healthy 0.0");
        }
    }
}
