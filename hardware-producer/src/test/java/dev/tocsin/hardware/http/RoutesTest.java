package dev.tocsin.hardware.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.service.RunningService.Condition;
import dev.tocsin.hardware.Samples;
import dev.tocsin.hardware.sampling.CollectorFailure;
import dev.tocsin.hardware.sampling.Reading;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    private static final Reading COMPLETE =
            new Reading("web-1", 1, 1_000, Samples.CPU, Samples.MEMORY, Samples.NO_GPU, List.of());
    private static final Reading WITHOUT_CPU = new Reading(
            "web-1", 1, 1_000, null, Samples.MEMORY, null, List.of(new CollectorFailure("cpu", 7, "no /proc")));

    private Optional<Reading> latest = Optional.of(COMPLETE);
    private Condition condition = Condition.healthy("fine");
    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private final Routes routes = new Routes(() -> latest, new Health(() -> condition, () -> latest, "0.1.0", clock));

    @Test
    void shouldServeAllParts() {
        Answer answer = get("/metrics/json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(json(answer).at("/cpu/percent/total").asDouble()).isEqualTo(12.5);
        assertThat(json(answer).at("/gpu/name").asText()).isEqualTo("No GPU");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "memory", "gpu"})
    void shouldServeOnePart(String name) {
        Answer answer = get("/metrics/json/" + name);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).fieldNames()).toIterable().containsExactly(name);
    }

    @Test
    void shouldServePrometheusText() {
        Answer answer = get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void shouldAnswer404ForAnUnknownCollectorAndAnythingElse() {
        assertDetail(get("/metrics/json/disk"), 404, "Collector 'disk' not found");
        assertDetail(get("/metrics/json/cpu/0"), 404, "Collector 'cpu/0' not found");
        assertDetail(get("/"), 404, "Not Found");
        assertDetail(get("/metricsx"), 404, "Not Found");
    }

    @Test
    void shouldAnswer405ForAnyMethodButGetAndHead() {
        Answer answer = routes.answer("POST", "/metrics", null);
        assertDetail(answer, 405, "Method Not Allowed");
        assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD");
        assertThat(routes.answer("HEAD", "/metrics", null).status()).isEqualTo(200);
    }

    @Test
    void shouldRedirectASuperfluousSlash() {
        Answer answer = get("/metrics/json/");
        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.headers()).containsEntry("Location", "/metrics/json");
    }

    @Test
    void shouldAnswer503BeforeTheFirstSample() {
        latest = Optional.empty();
        assertThat(get("/metrics").status()).isEqualTo(503);
        assertThat(get("/metrics/json").headers()).containsEntry("Retry-After", "1");
        assertThat(get("/metrics/json/disk").status()).isEqualTo(404);
    }

    @Test
    void shouldServeWhatCouldBeReadWhenAPartCouldNot() {
        latest = Optional.of(WITHOUT_CPU);
        assertThat(new String(get("/metrics").body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("memory_virtual_percent 43.75")
                .doesNotContain("cpu_", "gpu_");
        assertThat(get("/metrics/json/memory").status()).isEqualTo(200);
        assertThat(json(get("/metrics/json/gpu")).at("/gpu/name").asText()).isEqualTo("Error");
        assertDetail(get("/metrics/json/cpu"), 500, "Failed to collect metrics from cpu");
        assertDetail(get("/metrics/json"), 500, "Failed to collect metrics: no /proc");
    }

    @Test
    void shouldTellHealth() {
        Answer answer = get("/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"status\":\"healthy\",\"version\":\"0.1.0\",\"error\":null,"
                        + "\"timestamp\":\"2026-01-01T12:00:00Z\",\"uptime_seconds\":0.0,"
                        + "\"system\":{\"api\":\"running\",\"collectors\":\"ready\"}}");
    }

    @Test
    void shouldAnswer503WithTheReasonWhenUnhealthy() {
        latest = Optional.of(WITHOUT_CPU);
        condition = Condition.unhealthy("cpu cannot be read");
        Answer answer = get("/health");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(json(answer).get("status").asText()).isEqualTo("unhealthy");
        assertThat(json(answer).get("error").asText()).isEqualTo("cpu cannot be read");
        assertThat(json(answer).get("version").asText()).isEqualTo("0.1.0");
        assertThat(json(answer).at("/system/collectors").asText()).isEqualTo("failing");
        assertThat(json(answer).at("/system/failures/cpu").asLong()).isEqualTo(7);
    }

    private Answer get(String path) {
        return routes.answer("GET", path, null);
    }

    private static void assertDetail(Answer answer, int status, String detail) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(json(answer).get("detail").asText()).isEqualTo(detail);
    }

    private static JsonNode json(Answer answer) {
        return Json.decode(answer.body(), JsonNode.class);
    }
}
