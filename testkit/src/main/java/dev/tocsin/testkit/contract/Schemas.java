package dev.tocsin.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compares values with the schemas of a document. Thread-safe. */
public final class Schemas {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode open;
    private final JsonNode closed;
    private final Map<JsonNode, Schema> requests = new ConcurrentHashMap<>();
    private final Map<JsonNode, Schema> answers = new ConcurrentHashMap<>();

    Schemas(JsonNode document) {
        this.open = document.path("components");
        this.closed = closed(open);
    }

    /** What is wrong with a value that is sent. */
    public List<String> problemsOfRequest(JsonNode schema, JsonNode value) {
        return problems(requests.computeIfAbsent(schema, each -> schema(each, open)), value);
    }

    /** What is wrong with a value that was answered; a field that the document does not know is wrong too. */
    public List<String> problemsOfAnswer(JsonNode schema, JsonNode value) {
        return problems(answers.computeIfAbsent(schema, each -> schema(closed(each), closed)), value);
    }

    private static Schema schema(JsonNode schema, JsonNode components) {
        ObjectNode root = schema.deepCopy();
        root.set("components", components);
        return REGISTRY.getSchema(root);
    }

    private static List<String> problems(Schema schema, JsonNode value) {
        return schema.validate(value).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** The same, except that objects have no fields but those that are listed. */
    private static JsonNode closed(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.path("type").toString().contains("object")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Schemas::close);
    }
}
