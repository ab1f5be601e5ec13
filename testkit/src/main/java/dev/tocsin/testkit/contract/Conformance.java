package dev.tocsin.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** Whether an answer is what the document says. */
final class Conformance {

    private static final String ERROR = "#/components/schemas/Error";
    private static final String INVALID = "#/components/schemas/Invalid";

    private final Contract contract;

    Conformance(Contract contract) {
        this.contract = contract;
    }

    /** What is wrong with an answer to an operation; statuses that it does not document are. */
    List<String> problems(Operation operation, Answer answer) {
        if (!operation.statuses().contains(answer.status())) {
            return List.of(
                    operation + " answers " + answer.status() + ", which the document does not list; write it under"
                            + " responses of " + operation.id() + " in openapi.yaml, or mend the route: " + answer);
        }
        List<DocumentedAnswer> documented = operation.answers(answer.status());
        List<String> problems = new ArrayList<>();
        documented.stream()
                .filter(each -> each.contentType().equals(answer.contentType()))
                .findFirst()
                .ifPresentOrElse(each -> compare(each, operation, answer, problems), () -> documented.stream()
                        .findFirst()
                        .ifPresent(each -> problems.add(operation + " answers " + answer.status()
                                + " with the content type " + answer.contentType() + "; the document says "
                                + each.contentType())));
        return problems;
    }

    private void compare(DocumentedAnswer documented, Operation operation, Answer answer, List<String> problems) {
        if (documented.isJson() && !documented.schema().isMissingNode()) {
            compare(documented.schema(), answer, operation.toString(), problems);
        }
    }

    /** What is wrong with an error that any path may answer. */
    List<String> problemsOfError(Answer answer) {
        List<String> problems = new ArrayList<>();
        if (!answer.contentType().equals("application/json")) {
            problems.add("an error is not JSON: " + answer);
            return problems;
        }
        String schema = answer.status() == 422 ? INVALID : ERROR;
        compare(JsonNodeFactory.instance.objectNode().put("$ref", schema), answer, "an error", problems);
        if (answer.json().path("status").asInt() != answer.status()) {
            problems.add("an error's body tells another status: " + answer);
        }
        return problems;
    }

    private void compare(JsonNode schema, Answer answer, String what, List<String> problems) {
        JsonNode value = answer.json();
        if (value.isMissingNode()) {
            problems.add(what + " answers what is no JSON: " + answer);
            return;
        }
        contract.schemas()
                .problemsOfAnswer(schema, value)
                .forEach(problem -> problems.add(what + " answers what its schema refuses, " + problem
                        + "; write the field into openapi.yaml or mend the route. It answered " + answer));
    }
}
