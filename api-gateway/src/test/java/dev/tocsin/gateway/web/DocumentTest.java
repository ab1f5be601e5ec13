package dev.tocsin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tocsin.testkit.contract.Contract;
import dev.tocsin.testkit.contract.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document by itself: that it is one, is complete, and shows what its schemas allow. */
class DocumentTest {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final JsonNode DOCUMENT = read("/openapi.yaml", new YAMLMapper());
    private static final Contract CONTRACT = new Contract(DOCUMENT);

    private static JsonNode read(String path, ObjectMapper mapper) {
        try (InputStream in = DocumentTest.class.getResourceAsStream(path)) {
            return mapper.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        }
    }

    static List<Operation> operations() {
        return CONTRACT.operations();
    }

    @Test
    void shouldBeOpenApi() {
        Schema metaSchema = REGISTRY.getSchema(read("/openapi-3.1.schema.json", new ObjectMapper()));

        assertThat(metaSchema.validate(DOCUMENT)).isEmpty();
    }

    @Test
    void shouldHaveValidSchemas() {
        Schema metaSchema = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(DOCUMENT.path("components").path("schemas").properties())
                .allSatisfy(schema -> assertThat(metaSchema.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @Test
    void shouldReferOnlyToWhatThereIsAndUseAllThereIs() {
        Set<String> references = new TreeSet<>();
        DOCUMENT.findValuesAsText("$ref").forEach(references::add);
        Set<String> components = new TreeSet<>();
        DOCUMENT.path("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> components.add("#/components/" + kind.getKey() + "/" + name)));

        assertThat(references).isEqualTo(components);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/paths",
                "/components/headers",
                "/components/parameters",
                "/components/responses",
                "/components/schemas"
            })
    void shouldBeInOrder(String section) {
        List<String> names = new ArrayList<>();
        DOCUMENT.at(section).fieldNames().forEachRemaining(names::add);

        assertThat(names)
                .as("names under %s stand in the order of the alphabet", section)
                .isSorted();
    }

    @Test
    void shouldNameEachOperationOnce() {
        assertThat(CONTRACT.operations().stream().map(Operation::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][A-Za-z]+"), "operationId is a camelCase name");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldSayWhatItIsForAndUnderWhichHeading(Operation operation) {
        JsonNode node = node(operation);
        Set<String> headings = new TreeSet<>();
        DOCUMENT.path("tags").forEach(tag -> headings.add(tag.path("name").asText()));

        assertThat(node.path("summary").asText()).as("summary").isNotBlank();
        assertThat(node.path("tags")).hasSize(1);
        assertThat(headings).contains(node.path("tags").get(0).asText());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldShowRequestsThatItsSchemasAllow(Operation operation) {
        assertThat(operation.examples())
                .as("a request with a body has an example of it")
                .isNotEmpty();
        operation
                .examples()
                .forEach((name, body) -> body.ifPresent(
                        value -> assertThat(CONTRACT.schemas().problemsOfRequest(operation.bodySchema(), value))
                                .as(name)
                                .isEmpty()));
        operation.parameters().forEach(parameter -> {
            assertThat(parameter.required() && parameter.example().isEmpty())
                    .as("required parameter %s has no example", parameter.name())
                    .isFalse();
            parameter.example().ifPresent(example -> assertThat(
                            CONTRACT.schemas().problemsOfRequest(parameter.schema(), parameter.value(example)))
                    .as(parameter.name())
                    .isEmpty());
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldShowAnswersThatItsSchemasAllow(Operation operation) {
        operation.answers().forEach(answer -> {
            if (answer.isJson() && answer.hasFields()) {
                assertThat(answer.examples())
                        .as("%s %s has an example", operation, answer.status())
                        .isNotEmpty();
            }
            answer.examples()
                    .forEach((name, value) -> assertThat(CONTRACT.schemas().problemsOfAnswer(answer.schema(), value))
                            .as("%s %s %s", operation, answer.status(), name)
                            .isEmpty());
        });
    }

    @Test
    void shouldSayOfWhatItAnswersThatItIsThere() {
        // A schema whose fields may all be missing would please every answer.
        assertThat(schemasOfObjects()).allSatisfy(schema -> assertThat(
                        List.of(schema.path("required"), schema.path("anyOf"), schema.path("minProperties")))
                .as(schema.toString())
                .anySatisfy(
                        rule -> assertThat(rule.isNumber() || !rule.isEmpty()).isTrue()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldSayWhichKeyIsNeeded(Operation operation) {
        JsonNode node = node(operation);
        boolean open = RouteScopes.isOpen(operation.route());

        assertThat(node.path("x-scope").asText())
                .as("x-scope")
                .isEqualTo(open ? "" : RouteScopes.of(operation.route()).wire());
        assertThat(node.path("security").isArray())
                .as("security: [] of what is open")
                .isEqualTo(open);
        assertThat(operation.statuses().containsAll(Set.of(401, 403))).isNotEqualTo(open);
        assertThat(operation.statuses().contains(429)).isNotEqualTo(RouteScopes.isUnlimited(operation.route()));
    }

    @Test
    void shouldSayHowAKeyIsSent() {
        Set<String> schemes = new TreeSet<>();
        DOCUMENT.path("security").forEach(way -> way.fieldNames().forEachRemaining(schemes::add));
        Set<String> known = new TreeSet<>();
        DOCUMENT.at("/components/securitySchemes").fieldNames().forEachRemaining(known::add);

        assertThat(schemes).isEqualTo(known).isNotEmpty();
    }

    private static JsonNode node(Operation operation) {
        return DOCUMENT.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT));
    }

    private static Stream<JsonNode> schemasOfObjects() {
        JsonNode schemas = DOCUMENT.path("components").path("schemas");
        return StreamSupport.stream(schemas.spliterator(), false)
                .filter(schema -> schema.path("type").asText().equals("object"))
                .filter(schema -> schema.has("properties"));
    }
}
