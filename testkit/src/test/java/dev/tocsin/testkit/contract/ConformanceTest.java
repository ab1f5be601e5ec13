package dev.tocsin.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found wrong with answers, and what is not. */
class ConformanceTest {

    private static final Contract CONTRACT = new Contract(json("""
            {"paths": {"/things/{id}": {
               "parameters": [{"$ref": "#/components/parameters/Id"}],
               "get": {"operationId": "thing", "responses": {
                 "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                 "404": {"$ref": "#/components/responses/Missing"}}},
               "put": {"operationId": "change",
                 "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                 "responses": {"200": {"description": "done"}}}}},
             "components": {
               "parameters": {"Id": {"name": "id", "in": "path", "required": true, "example": 7, "schema": {"type": "integer"}}},
               "responses": {"Missing": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}},
               "schemas": {
                 "Error": {"type": "object", "required": ["detail", "status"],
                   "properties": {"detail": {"type": "string"}, "status": {"type": "integer"}}},
                 "Thing": {"type": "object", "required": ["at"], "properties": {
                   "at": {"type": "string", "format": "date-time"}, "tags": {"type": "object", "additionalProperties": true}}}}}}
            """));
    private static final Operation THING = CONTRACT.operation("thing");

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Answer answer(int status, String type, String body) {
        return new Answer(status, HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true), body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | application/json                 | {"at": "2026-01-02T03:04:05Z"}                        | 0
            200 | application/json; charset=utf-8  | {"at": "2026-01-02T03:04:05Z", "tags": {"any": [1]}}  | 0
            404 | application/json                 | {"detail": "no", "status": 404}                       | 0
            200 | application/json                 | {}                                                    | 1
            200 | application/json                 | {"at": "yesterday"}                                   | 1
            200 | application/json                 | {"at": "2026-01-02T03:04:05Z", "unknown": 1}          | 1
            200 | application/json                 | [1                                                    | 1
            200 | text/plain                       | {"at": "2026-01-02T03:04:05Z"}                        | 1
            404 | application/json                 | {"at": "2026-01-02T03:04:05Z"}                        | 3
            418 | application/json                 | {}                                                    | 1
            """)
    void shouldFindWhatIsNotDocumented(int status, String type, String body, int problems) {
        assertThat(new Conformance(CONTRACT).problems(THING, answer(status, type, body)))
                .hasSize(problems);
    }

    @Test
    void shouldFindAnErrorThatIsNotOfTheOneForm() {
        Conformance conformance = new Conformance(CONTRACT);

        assertThat(conformance.problemsOfError(
                        answer(404, "application/json", "{\"detail\": \"no\", \"status\": 404}")))
                .isEmpty();
        assertThat(conformance.problemsOfError(
                        answer(404, "application/json", "{\"detail\": \"no\", \"status\": 400}")))
                .hasSize(1);
        assertThat(conformance.problemsOfError(answer(404, "text/html", "<h1>no</h1>")))
                .hasSize(1);
    }

    @Test
    void shouldFindWhereAnAnswerShowsLessThanItsExample() {
        JsonNode example = json("{\"a\": [{\"b\": {\"c\": 1}}], \"d\": [], \"places\": {\"eu-1\": {\"list\": [1]}}}");

        assertThat(Fullness.gaps(
                        example,
                        json("{\"a\": [{\"b\": {\"c\": null}}], \"d\": [], \"places\": {\"us\": {\"list\": [2]}}}")))
                .isEmpty();
        assertThat(Fullness.gaps(example, json("{\"a\": [], \"d\": [], \"places\": {\"us\": {\"list\": []}}}")))
                .containsExactly("/a", "/places/*/list");
        assertThat(Fullness.gaps(example, json("{\"a\": [{\"b\": {\"c\": 1}}], \"places\": {}}")))
                .containsExactly("/d", "/places");
    }

    @Test
    void shouldDrawTheSameRequestsOfTheSameSeedAndAllKindsOfThem() {
        RandomRequests one = new RandomRequests(CONTRACT, 42);
        RandomRequests same = new RandomRequests(CONTRACT, 42);
        boolean valid = false;
        boolean invalid = false;
        for (int i = 0; i < 500; i++) {
            RandomRequests.Drawn drawn = one.next();
            assertThat(same.next().request().toString())
                    .isEqualTo(drawn.request().toString());
            if (drawn.operation().id().equals("change")) {
                JsonNode body =
                        answer(0, "", new String(drawn.request().body(), UTF_8)).json();
                boolean allowed = !body.isMissingNode()
                        && CONTRACT.schemas()
                                .problemsOfRequest(drawn.operation().bodySchema(), body)
                                .isEmpty();
                valid |= allowed;
                invalid |= !allowed;
            }
        }
        assertThat(valid).as("some bodies are valid").isTrue();
        assertThat(invalid).as("some bodies are not").isTrue();
    }

    @Test
    void shouldFindAnAnswerOfTheRandomThatIsNotDocumented() {
        RandomRequests random = new RandomRequests(CONTRACT, 1);
        Request request = Request.of("GET", "/things/7");
        RandomRequests.Drawn drawn = new RandomRequests.Drawn(THING, request, Set.of(405));

        assertThat(random.problems(drawn, answer(500, "application/json", "{\"detail\": \"no\", \"status\": 500}")))
                .hasSize(1);
        assertThat(random.problems(drawn, answer(422, "application/json", "{\"detail\": \"no\", \"status\": 422}")))
                .hasSize(1);
        assertThat(random.problems(drawn, answer(405, "application/json", "{\"detail\": \"no\", \"status\": 405}")))
                .isEmpty();
        assertThat(random.problems(drawn, answer(405, "text/html", "<h1>no</h1>")))
                .hasSize(1);
    }
}
