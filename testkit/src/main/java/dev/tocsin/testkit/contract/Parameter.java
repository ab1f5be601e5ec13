package dev.tocsin.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/**
 * One parameter of an operation.
 *
 * @param component the name that the document keeps it under, if operations share it
 * @param in path, query or header
 * @param schema with its reference resolved
 * @param takenFrom which operation makes something that it can name, if the document says so with {@code x-taken-from}
 */
public record Parameter(
        Optional<String> component,
        String name,
        String in,
        boolean required,
        JsonNode schema,
        Optional<String> example,
        Optional<Origin> takenFrom) {

    /**
     * Where a value comes from.
     *
     * @param operation an operationId
     * @param value a JSON pointer into its answer
     */
    public record Origin(String operation, String value) {}

    static Parameter of(Contract contract, JsonNode reference) {
        JsonNode node = contract.resolve(reference);
        JsonNode origin = node.path("x-taken-from");
        return new Parameter(
                Contract.component(reference),
                node.path("name").asText(),
                node.path("in").asText(),
                node.path("required").asBoolean(),
                contract.resolve(node.path("schema")),
                Optional.ofNullable(node.get("example")).map(JsonNode::asText),
                origin.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(new Origin(
                                origin.path("operation").asText(),
                                origin.path("value").asText())));
    }

    /** A text as the value that it stands for. */
    public JsonNode value(String text) {
        return isInteger() && text.matches("-?\\d{1,18}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                : JsonNodeFactory.instance.textNode(text);
    }

    boolean isIn(String place) {
        return in.equals(place);
    }

    boolean isInteger() {
        return schema.path("type").asText().equals("integer");
    }
}
