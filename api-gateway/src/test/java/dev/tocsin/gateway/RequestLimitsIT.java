package dev.tocsin.gateway;

import static dev.tocsin.gateway.GuardedGateway.LOOPBACK;
import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are too large, too deep, or not made of characters. */
class RequestLimitsIT {

    private static final int MEBIBYTE = 1 << 20;

    @RegisterExtension
    static final GuardedGateway gateway = new GuardedGateway();

    @BeforeAll
    static void start() {
        gateway.start(LOOPBACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/services", "/metrics/ingest", "/metrics/query", "/nowhere"})
    void shouldRefuseABodyOfMoreThanOneMebibyte(String path) {
        byte[] body = new byte[MEBIBYTE + 1];
        Arrays.fill(body, (byte) ' ');

        HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.address("http", path))
                .POST(BodyPublishers.ofByteArray(body))
                .build());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).get("message").asText()).contains("1 MiB");
        assertThat(json(answer).get("path").asText()).isEqualTo(path);
    }

    @Test
    void shouldRefuseALargeBodyWhoseLengthIsNotAnnounced() {
        byte[] body = new byte[5 * MEBIBYTE];
        HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.address("http", "/services"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).get("error").asText()).isEqualTo("Content Too Large");
    }

    @Test
    void shouldReadABodyOfOneMebibyte() {
        String service = "{\"name\": \"large\", \"url\": \"http://a.example\"}";
        HttpResponse<String> answer = gateway.post("/services", " ".repeat(MEBIBYTE - service.length()) + service);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void shouldNameTheLimitWhenJsonIsTooDeepOrTooLong() {
        String deep = "[".repeat(17) + "]".repeat(17);
        assertBeyondLimit("{\"name\": \"x\", \"url\": \"http://a.example\", \"more\": " + deep + "}");
        assertBeyondLimit("{\"a\":".repeat(100_000));
        assertBeyondLimit("{\"" + "n".repeat(201) + "\": 1}");
        assertBeyondLimit("{\"name\": \"" + "n".repeat(70_000) + "\"}");
        assertBeyondLimit("{\"interval_seconds\": " + "1".repeat(65) + "}");
    }

    private static void assertBeyondLimit(String body) {
        HttpResponse<String> answer = gateway.post("/services", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        JsonNode problem = json(answer).get("detail").get(0);
        assertThat(problem.get("type").asText()).isEqualTo("json_invalid");
        assertThat(problem.get("msg").asText()).contains("16 levels", "200 characters", "64 a number");
    }

    @Test
    void shouldAnswerInTheUsualBodyWhenTheAddressOrTheHeadersAreTooLong() {
        HttpResponse<String> address = gateway.get("/services?" + "x".repeat(9_000));
        assertThat(address.statusCode()).isEqualTo(414);
        assertThat(json(address).get("error").asText()).isEqualTo("URI Too Long");
        assertThat(address.headers().firstValue("Content-Security-Policy")).isPresent();

        HttpResponse<String> headers = gateway.ask("GET", "/services", "X-Long", "x".repeat(9_000));
        assertThat(headers.statusCode()).isEqualTo(431);
        assertThat(json(headers).get("message").asText()).contains("8 KiB");
        assertThat(headers.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/figures/hosts/a%00b",
                "/figures/telemetry/a%0Ab",
                "/services/1/timeline?location=a%00",
                "/services/1/health?location=%7F",
                "/figures/hosts/a?part=%ED%A0%80%00"
            })
    void shouldRefuseWhatTablesCannotHoldInAddresses(String path) {
        HttpResponse<String> answer = gateway.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
        assertThat(json(answer).has("detail")).isTrue();
    }

    @Test
    void shouldRefuseNamesThatTablesCannotHoldInBodies() {
        for (String name : new String[] {"a\\u0000b", "\\ud800", "x".repeat(201)}) {
            assertThat(gateway.post("/metrics/query", query("[\"" + name + "\"]"))
                            .statusCode())
                    .isEqualTo(422);
            assertThat(gateway.post(
                                    "/metrics/ingest",
                                    "{\"timestamp\": 1, \"service\": \"" + name
                                            + "\", \"metric_type\": \"cpu\", \"value\": 1}")
                            .statusCode())
                    .isEqualTo(422);
        }
        String many =
                IntStream.range(0, 5_001).mapToObj(i -> "\"s" + i + "\"").collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> answer = gateway.post("/metrics/query", query(many));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("detail").get(0).get("msg").asText()).contains("at most 5000 items");
    }

    @Test
    void shouldTakeSqlInNamesForNames() {
        String name = "x'); DROP TABLE services; --";
        HttpResponse<String> created =
                gateway.post("/services", "{\"name\": \"" + name + "\", \"url\": \"http://a.example/?a=';--\"}");
        assertThat(created.statusCode()).isEqualTo(200);
        long id = json(created).get("id").asLong();

        assertThat(json(created).get("name").asText()).isEqualTo(name);
        assertThat(gateway.get("/services/" + id + "/timeline?location=%27%20OR%201=1%20--&minutes=600")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.post("/metrics/query", query("[\"" + name + "\"]")).statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/figures/telemetry/%27%20OR%20%271%27=%271").statusCode())
                .isEqualTo(404);
        assertThat(gateway.get("/services").body()).contains("DROP TABLE");
        gateway.delete("/services/" + id);
    }

    private static String query(String services) {
        return "{\"start_time\": 1, \"end_time\": 2, \"services\": " + services + "}";
    }
}
