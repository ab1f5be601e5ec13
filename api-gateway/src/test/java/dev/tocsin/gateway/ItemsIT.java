package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data API. */
class ItemsIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    @BeforeEach
    void clear() {
        for (JsonNode item : json(gateway.get("/api/v1/data?limit=1000"))) {
            gateway.delete("/api/v1/data/" + item.get("id").asText());
        }
    }

    private static HttpResponse<String> put(String path, String body) {
        return gateway.send(HttpRequest.newBuilder(gateway.address("http", path))
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    private static JsonNode create(String body) {
        HttpResponse<String> answer = gateway.post("/api/v1/data", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    @Test
    void shouldIntroduceItself() {
        assertThat(json(gateway.get("/api/v1/")).fieldNames())
                .toIterable()
                .containsExactly("message", "version", "timestamp");
    }

    @Test
    void shouldCreateFindChangeAndDeleteAnItem() {
        JsonNode item = create("{\"name\": \"probe\", \"value\": \"4\", \"tags\": [\"eu\"], \"id\": \"mine\","
                + " \"created_at\": \"2001-01-01T00:00:00Z\", \"unknown\": 1}");
        String path = "/api/v1/data/" + item.get("id").asText();

        assertThat(UUID.fromString(item.get("id").asText())).isNotNull();
        assertThat(item.get("value").isDouble()).isTrue();
        assertThat(item.get("description").isNull()).isTrue();
        assertThat(item.get("created_at").asText())
                .startsWith("20")
                .endsWith("Z")
                .doesNotStartWith("2001");
        assertThat(json(gateway.get(path))).isEqualTo(item);

        JsonNode changed = json(put(path, "{\"value\": 5, \"description\": \"ä\"}"));
        assertThat(changed.get("value").asDouble()).isEqualTo(5);
        assertThat(changed.get("name").asText()).isEqualTo("probe");
        assertThat(changed.get("description").asText()).isEqualTo("ä");
        assertThat(changed.get("tags")).isEqualTo(item.get("tags"));
        assertThat(json(put(path, "{\"description\": null, \"tags\": []}")).get("tags"))
                .isEmpty();
        assertThat(json(gateway.get(path)).get("description").isNull()).isTrue();

        assertThat(json(gateway.delete(path)).get("message").asText())
                .isEqualTo("Data item " + item.get("id").asText() + " deleted successfully");
        for (HttpResponse<String> gone : List.of(gateway.get(path), gateway.delete(path), put(path, "{}"))) {
            assertThat(gone.statusCode()).isEqualTo(404);
            assertThat(json(gone).get("detail").asText()).isEqualTo("Data item not found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": null}", "{\"value\": null}", "{\"tags\": null}", "{\"value\": 1e999}",
                        "{\"value\": \"NaN\"}",
                "{\"name\": \" \"}", "{\"tags\": [1]}", "{\"tags\": \"eu\"}", "[]", "{"
            })
    void shouldRefuseABadChangeAndKeepTheItem(String body) {
        JsonNode item = create("{\"name\": \"kept\", \"value\": 1}");
        String path = "/api/v1/data/" + item.get("id").asText();

        assertThat(put(path, body).statusCode()).isEqualTo(422);

        assertThat(json(gateway.get(path))).isEqualTo(item);
        assertThat(gateway.get("/api/v1/data").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTakeAllOfABulkOrNone() {
        HttpResponse<String> bad =
                gateway.post("/api/v1/data/bulk", "[{\"name\": \"a\", \"value\": 1}, {\"name\": \"b\"}, 7]");
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(json(bad).get("detail").get(0).get("loc")).isEqualTo(json("[\"body\", 1, \"value\"]"));
        assertThat(json(bad).get("detail").get(1).get("loc")).isEqualTo(json("[\"body\", 2]"));
        assertThat(json(gateway.get("/api/v1/data"))).isEmpty();

        JsonNode good = json(gateway.post(
                "/api/v1/data/bulk", "[{\"name\": \"a\", \"value\": 1}, {\"name\": \"b\", \"value\": 2}]"));
        assertThat(good.get(1).get("name").asText()).isEqualTo("b");
        assertThat(json(gateway.post("/api/v1/data/bulk", "[]"))).isEmpty();
        assertThat(gateway.post("/api/v1/data/bulk", "{}").statusCode()).isEqualTo(422);
        assertThat(gateway.post("/api/v1/data/bulk", "").statusCode()).isEqualTo(422);
    }

    @Test
    void shouldFilterPageAndSummarise() {
        create("{\"name\": \"a\", \"value\": 4, \"tags\": [\"us\"]}");
        create("{\"name\": \"b\", \"value\": 6, \"tags\": [\"eu\", \"us\"]}");
        create("{\"name\": \"c\", \"value\": 5}");

        assertThat(json(gateway.get("/api/v1/data?tag=us&offset=1&limit=5")))
                .singleElement()
                .extracting(item -> item.get("name").asText())
                .isEqualTo("b");
        assertThat(json(gateway.get("/api/v1/data/stats/summary")))
                .isEqualTo(json("{\"total_items\": 3, \"average_value\": 5.0, \"min_value\": 4.0,"
                        + " \"max_value\": 6.0, \"unique_tags\": [\"eu\", \"us\"]}"));
    }

    @ParameterizedTest
    @CsvSource({"limit=-1", "offset=-1", "limit=x", "offset=1.5"})
    void shouldRefuseABadPage(String query) {
        assertThat(gateway.get("/api/v1/data?" + query).statusCode()).isEqualTo(422);
    }
}
