package dev.tocsin.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** One status and content type that an operation may answer with. */
public record DocumentedAnswer(int status, String contentType, JsonNode node) {

    public boolean isJson() {
        return contentType.equals("application/json");
    }

    /** Missing if nothing is said of it. */
    public JsonNode schema() {
        return node.path("schema");
    }

    /** Whether the schema tells what the fields are. */
    public boolean hasFields() {
        return schema().has("$ref") || schema().has("properties") || schema().has("items");
    }

    /** By name; the name of an only one is empty. */
    public Map<String, JsonNode> examples() {
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        if (node.has("example")) {
            examples.put("", node.path("example"));
        }
        node.path("examples")
                .properties()
                .forEach(entry -> examples.put(entry.getKey(), entry.getValue().path("value")));
        return examples;
    }

    /** The example that goes with a request's example of that name, or the only one; missing if there is none. */
    JsonNode exampleFor(String request) {
        Map<String, JsonNode> examples = examples();
        JsonNode only = examples.get("");
        return examples.getOrDefault(request, only == null || !request.isEmpty() ? MissingNode.getInstance() : only);
    }
}
