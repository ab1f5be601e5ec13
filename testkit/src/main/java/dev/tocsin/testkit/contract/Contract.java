package dev.tocsin.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An OpenAPI 3.1 document, with its references resolved where they are asked for. Immutable. */
public final class Contract {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final Schemas schemas;

    public Contract(JsonNode document) {
        this.document = document;
        this.schemas = new Schemas(document);
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(entry -> METHODS.contains(entry.getKey()))
                .forEach(entry -> operations.add(new Operation(
                        this,
                        entry.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        path.getValue(),
                        entry.getValue()))));
    }

    public JsonNode document() {
        return document;
    }

    /** In the order of the document. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** @throws IllegalArgumentException if there is none of that id */
    public Operation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation of the document has operationId " + id));
    }

    /** Each operation as its method and path, for example {@code GET /services/{id}}. */
    public Set<String> routes() {
        return operations.stream().map(Operation::route).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The methods of an address's path, of all templates that it fits. */
    Set<String> methods(String path) {
        return operations.stream()
                .filter(operation -> path.matches(operation.path().replaceAll("\\{[^}]*}", "[^/]+")))
                .map(Operation::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public Schemas schemas() {
        return schemas;
    }

    /** What a node refers to, or the node itself. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : resolve(at(reference));
    }

    /** The last part of what a node refers to, for example {@code ServiceId}. */
    static Optional<String> component(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty()
                ? Optional.empty()
                : Optional.of(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private JsonNode at(String reference) {
        JsonNode found = document.at(reference.substring(1));
        if (found.isMissingNode()) {
            throw new IllegalArgumentException("the document has nothing at " + reference);
        }
        return found;
    }
}
