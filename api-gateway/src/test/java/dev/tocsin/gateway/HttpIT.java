package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that do not depend on data: errors, the root, the exposition, static files. */
class HttpIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    private static void assertProblem(HttpResponse<String> answer, String type, Object... loc) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        JsonNode body = json(answer);
        assertThat(body.get("status").asInt()).isEqualTo(422);
        JsonNode problem = body.get("detail").get(0);
        assertThat(problem.get("type").asText()).as(answer.body()).isEqualTo(type);
        for (int i = 0; i < loc.length; i++) {
            assertThat(problem.get("loc").get(i).asText()).isEqualTo(String.valueOf(loc[i]));
        }
    }

    @Test
    void shouldSayWhatIsWrongWhenARequestIsInvalid() {
        assertProblem(gateway.post("/services", "{\"url\": \"http://a.example\"}"), "missing", "body", "name");
        assertProblem(
                gateway.post("/services", "{\"name\": \" \", \"url\": \"http://a.example\"}"), "string_too_short");
        assertProblem(
                gateway.post("/services", "{\"name\": \"x\", \"url\": \"ftp://a\"}"), "url_scheme", "body", "url");
        assertProblem(gateway.post("/services", "{\"name\": \"x\", \"url\": \"nonsense\"}"), "url_parsing");
        assertProblem(
                gateway.post("/services", "{\"name\": \"x\", \"url\": \"http://a.example\", \"interval_seconds\": 0}"),
                "greater_than_equal",
                "body",
                "interval_seconds");
        assertProblem(gateway.post("/services", "{\"name\""), "json_invalid", "body");
        assertProblem(gateway.post("/services", ""), "missing", "body");
        assertProblem(gateway.post("/services", "[]"), "model_attributes_type", "body");
        assertProblem(gateway.get("/services/abc/checks"), "int_parsing", "path", "service_id");
        assertProblem(gateway.get("/services/1/checks?limit=-1"), "greater_than_equal", "query", "limit");
        assertProblem(gateway.get("/services/1/checks?limit=x"), "int_parsing", "query", "limit");
        assertProblem(
                gateway.post(
                        "/metrics/ingest",
                        "{\"timestamp\": \"never\", \"service\": \"a\", \"metric_type\": \"cpu\"," + " \"value\": 1}"),
                "datetime_from_date_parsing",
                "body",
                "timestamp");
        assertProblem(
                gateway.post(
                        "/metrics/ingest",
                        "{\"timestamp\": 1, \"service\": \"a\", \"metric_type\": \"swap\"," + " \"value\": 1}"),
                "enum",
                "body",
                "metric_type");
        assertProblem(
                gateway.post(
                        "/metrics/ingest",
                        "{\"timestamp\": 1, \"service\": \"a\", \"metric_type\": \"cpu\"," + " \"value\": 1e999}"),
                "finite_number",
                "body",
                "value");
    }

    @Test
    void shouldHaveAllFieldsOfTheSeedsInEveryOtherError() {
        JsonNode missing = json(gateway.get("/nowhere"));
        assertThat(missing.get("detail").asText()).isEqualTo("Not Found");
        assertThat(missing.get("error").asText()).isEqualTo("Not Found");
        assertThat(missing.get("path").asText()).isEqualTo("/nowhere");
        assertThat(missing.get("method").asText()).isEqualTo("GET");
        assertThat(missing.get("status").asInt()).isEqualTo(404);
        assertThat(json(gateway.get("/services/999999/checks")).get("detail").asText())
                .isEqualTo("service not found");
        HttpResponse<String> notAllowed = gateway.post("/services/1", "{}");
        assertThat(notAllowed.statusCode()).isEqualTo(405);
        assertThat(json(notAllowed).get("detail").asText()).isEqualTo("Method Not Allowed");
        assertThat(notAllowed.headers().firstValue("Allow")).hasValue("GET, PUT, PATCH, DELETE, HEAD");
    }

    @Test
    void shouldAnswerTheRootWithThePageToABrowserAndWithJsonToOthers() {
        HttpResponse<String> any = gateway.send(HttpRequest.newBuilder(gateway.address("http", "/"))
                .header("Accept", "*/*")
                .build());
        assertThat(json(any).get("status").asText()).isEqualTo("running");
        HttpResponse<String> page = gateway.send(HttpRequest.newBuilder(gateway.address("http", "/"))
                .header("Accept", "text/html,*/*;q=0.8")
                .build());
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self'");
        assertThat(gateway.get("/webjars/echarts/5.5.0/echarts.min.js").statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/js/main.js").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldCountRequestsByRouteWhenTheyAreScraped() {
        gateway.get("/services/12345/checks");
        gateway.get("/some/scanner/path");
        gateway.send(HttpRequest.newBuilder(gateway.address("http", "/services"))
                .method("INVENTED", HttpRequest.BodyPublishers.noBody())
                .build());

        HttpResponse<String> exposition = gateway.get("/metrics");

        assertThat(exposition.headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(exposition.body())
                .contains("endpoint=\"/services/{id}/checks\"")
                .contains("endpoint=\"unmatched\"")
                .doesNotContain("scanner")
                .contains("method=\"OTHER\"")
                .doesNotContain("INVENTED")
                .contains("http_requests_active 1.0")
                .contains("process_cpu_seconds_total")
                .contains("http_request_duration_seconds_bucket");
    }

    @Test
    void shouldRefuseABodyThatIsTooLargeAlsoWhenItsLengthIsNotAnnounced() {
        byte[] body = new byte[2_000_000];
        Arrays.fill(body, (byte) ' ');
        HttpResponse<String> announced = gateway.send(HttpRequest.newBuilder(gateway.address("http", "/services"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
        HttpResponse<String> chunked = gateway.send(HttpRequest.newBuilder(gateway.address("http", "/services"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(json(announced).get("error").asText()).isEqualTo("Content Too Large");
        assertThat(json(chunked).get("message").asText()).contains("1 MiB");
    }

    @Test
    void shouldCompressTheBoardForWhoeverUnderstandsIt() {
        HttpResponse<String> page = gateway.send(HttpRequest.newBuilder(gateway.address("http", "/js/main.js"))
                .header("Accept-Encoding", "gzip")
                .build());
        assertThat(page.headers().firstValue("Content-Encoding")).hasValue("gzip");
    }

    @Test
    void shouldAllowAnyOriginWithoutCredentials() {
        HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.address("http", "/services"))
                .header("Origin", "http://elsewhere.example")
                .build());
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void shouldBeHealthyWhenKafkaAndPostgresAnswer() {
        JsonNode health = json(gateway.get("/health"));
        assertThat(health.get("status").asText()).as(health.toString()).isEqualTo("healthy");
        assertThat(health.get("error").isNull()).isTrue();
        assertThat(gateway.app().condition().healthy()).isTrue();
    }
}
