package dev.tocsin.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One operation of a document. Immutable. */
public final class Operation {

    private static final String JSON = "application/json";

    private final Contract contract;
    private final String method;
    private final String path;
    private final JsonNode node;
    private final List<Parameter> parameters = new ArrayList<>();

    Operation(Contract contract, String method, String path, JsonNode pathNode, JsonNode node) {
        this.contract = contract;
        this.method = method;
        this.path = path;
        this.node = node;
        pathNode.path("parameters").forEach(parameter -> parameters.add(Parameter.of(contract, parameter)));
        node.path("parameters").forEach(parameter -> parameters.add(Parameter.of(contract, parameter)));
    }

    public String id() {
        return node.path("operationId").asText(route());
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    /** For example {@code GET /services/{id}}. */
    public String route() {
        return method + " " + path;
    }

    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** Whether executing it leaves everything as it was; of a POST the document says so with {@code x-safe}. */
    public boolean isSafe() {
        return method.equals("GET") || node.path("x-safe").asBoolean();
    }

    /** Whether it takes a body of JSON. */
    public boolean hasBody() {
        return !body().isMissingNode();
    }

    /** The schema of its body, references resolved at the top. */
    public JsonNode bodySchema() {
        return contract.resolve(body().path("schema"));
    }

    private JsonNode body() {
        return contract.resolve(node.path("requestBody")).path("content").path(JSON);
    }

    /** Bodies to send by the names of their examples; one empty body where none is taken. */
    public Map<String, Optional<JsonNode>> examples() {
        Map<String, Optional<JsonNode>> examples = new LinkedHashMap<>();
        if (!hasBody()) {
            examples.put("", Optional.empty());
            return examples;
        }
        body().path("examples")
                .properties()
                .forEach(entry -> examples.put(
                        entry.getKey(),
                        Optional.of(contract.resolve(entry.getValue()).path("value"))));
        if (body().has("example")) {
            examples.put("", Optional.of(body().path("example")));
        }
        return examples;
    }

    /** The statuses that it is documented to answer with. */
    public Set<Integer> statuses() {
        Set<Integer> statuses = new TreeSet<>();
        node.path("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
        return statuses;
    }

    /** Everything that it may answer, one for each status and content type. */
    public List<DocumentedAnswer> answers() {
        List<DocumentedAnswer> answers = new ArrayList<>();
        node.path("responses").properties().forEach(response -> {
            int status = Integer.parseInt(response.getKey());
            contract.resolve(response.getValue())
                    .path("content")
                    .properties()
                    .forEach(
                            content -> answers.add(new DocumentedAnswer(status, content.getKey(), content.getValue())));
        });
        return answers;
    }

    List<DocumentedAnswer> answers(int status) {
        return answers().stream().filter(answer -> answer.status() == status).toList();
    }

    /** What frames of a WebSocket look like; missing if it is none. */
    JsonNode frameSchema() {
        return node.path("x-frame");
    }

    @Override
    public String toString() {
        return route();
    }
}
