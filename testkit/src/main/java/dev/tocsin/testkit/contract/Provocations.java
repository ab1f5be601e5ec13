package dev.tocsin.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The errors that can be provoked knowing nothing but the document, and what is wrong with the answers. */
public final class Provocations {

    private static final int TOO_LARGE = (1 << 20) + 1;
    /** What only a missing part or a full cup answers, or who has no key. */
    private static final Set<Integer> NOT_PROVOKED = Set.of(401, 403, 409, 429, 500, 503);

    private final Server server;
    private final ContractRunner runner;
    private final Contract contract;
    private final Conformance conformance;

    public Provocations(Server server, ContractRunner runner) {
        this.server = server;
        this.runner = runner;
        this.contract = runner.contract();
        this.conformance = new Conformance(contract);
    }

    /** Provokes every error of an operation that can be, and says what is wrong; an error that is documented has to come. */
    public List<String> provoke(Operation operation) {
        List<String> problems = new ArrayList<>();
        Set<Integer> provoked = new TreeSet<>();
        requests(operation).forEach((why, expected) -> {
            Answer answer = server.send(expected.request());
            provoked.add(answer.status());
            if (answer.status() != expected.status()) {
                problems.add(
                        operation + " should answer " + expected.status() + " to " + why + " and answers " + answer);
            } else {
                problems.addAll(conformance.problemsOfError(answer));
                problems.addAll(conformance.problems(operation, answer));
                if (!expected.names().isEmpty() && !names(answer, expected.names())) {
                    problems.add(operation + " does not say that " + expected.names() + " is wrong: " + answer);
                }
            }
        });
        operation.statuses().stream()
                .filter(status -> status >= 400 && !NOT_PROVOKED.contains(status) && !provoked.contains(status))
                .forEach(status -> problems.add(operation + " documents " + status + ", which nothing provoked; "
                        + "take it out of openapi.yaml, or teach Provocations how to get it"));
        return problems;
    }

    private record Expected(Request request, int status, String names) {}

    private Map<String, Expected> requests(Operation operation) {
        Map<String, Expected> requests = new HashMap<>();
        Request plain = runner.request(
                operation, operation.examples().keySet().iterator().next());
        requests.put(
                "control characters",
                new Expected(plain.withTarget(plain.target().replaceFirst("\\?.*", "") + "?%00=%00"), 422, ""));
        if (!operation.frameSchema().isMissingNode()) {
            requests.put("no upgrade", new Expected(plain, 426, ""));
            return requests;
        }
        if (operation.statuses().contains(412)) {
            requests.put("a change of another version", new Expected(plain.withHeader("If-Match", "\"0\""), 412, ""));
        }
        operation.parameters().forEach(parameter -> wrong(operation, parameter)
                .forEach((why, value) -> requests.put(
                        why,
                        new Expected(
                                plain.withTarget(with(operation, parameter, value.text())),
                                value.status(),
                                value.status() == 422 && parameter.isIn("query") ? parameter.name() : ""))));
        if (operation.hasBody()) {
            bodies(operation, plain).forEach(requests::put);
        }
        return requests;
    }

    private String with(Operation operation, Parameter parameter, String value) {
        Map<String, String> others = new HashMap<>();
        others.put(parameter.name(), value);
        return runner.target(operation, others);
    }

    private record Wrong(String text, int status) {}

    private static Map<String, Wrong> wrong(Operation operation, Parameter parameter) {
        Map<String, Wrong> wrong = new HashMap<>();
        String what = parameter.name();
        JsonNode schema = parameter.schema();
        if (parameter.isInteger()) {
            wrong.put(what + " that is no number", new Wrong("x", 422));
        }
        if (schema.has("minimum")) {
            wrong.put(
                    what + " that is too small",
                    new Wrong(String.valueOf(schema.path("minimum").asLong() - 1), 422));
        }
        if (parameter.isIn("query")
                && (schema.has("enum") || schema.path("items").has("enum"))) {
            wrong.put(what + " that is none of the choices", new Wrong("nonsense", 422));
        }
        if (parameter.required() && parameter.isIn("query")) {
            wrong.put("no " + what, new Wrong(null, 422));
        }
        if (operation.statuses().contains(404) && isNameIn(operation, parameter)) {
            wrong.put(
                    what + " of nothing", new Wrong(parameter.isInteger() ? "999999999" : "nobody-has-this-name", 404));
        }
        return wrong;
    }

    /** Whether it names what the operation is about: what the path does, or a query where the path names nothing. */
    private static boolean isNameIn(Operation operation, Parameter parameter) {
        return parameter.isIn("path")
                || operation.parameters().stream().noneMatch(other -> other.isIn("path"))
                        && parameter.schema().path("type").asText().equals("string");
    }

    private Map<String, Expected> bodies(Operation operation, Request plain) {
        Map<String, Expected> bodies = new HashMap<>();
        JsonNode schema = operation.bodySchema();
        bodies.put("no body", body(plain, "", ""));
        bodies.put("half a body", body(plain, "{\"", ""));
        bodies.put("another type", body(plain, "7", ""));
        byte[] large = new byte[TOO_LARGE];
        Arrays.fill(large, (byte) ' ');
        bodies.put("a large body", new Expected(Request.json(plain.method(), plain.target(), large), 413, ""));
        JsonNode example = operation.examples().values().iterator().next().orElseThrow();
        if (example instanceof ObjectNode object) {
            required(schema).forEach(field -> {
                ObjectNode without = object.deepCopy();
                without.remove(field);
                bodies.put("a body without " + field, body(plain, without.toString(), field));
            });
        }
        return bodies;
    }

    /** Of an object that may be written in several ways, what the first needs, which the first example is. */
    private static List<String> required(JsonNode schema) {
        List<String> fields = new ArrayList<>();
        schema.path("required").forEach(field -> fields.add(field.asText()));
        schema.path("anyOf").path(0).path("required").forEach(field -> fields.add(field.asText()));
        return fields;
    }

    private static Expected body(Request plain, String text, String names) {
        return new Expected(Request.json(plain.method(), plain.target(), text.getBytes(UTF_8)), 422, names);
    }

    private static boolean names(Answer answer, String field) {
        for (JsonNode problem : answer.json().path("detail")) {
            for (JsonNode place : problem.path("loc")) {
                if (place.asText().equals(field)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Says what is wrong with the answers to what the protocol rules for every path: other methods, HEAD, slashes. */
    public List<String> provokeProtocol(Operation operation) {
        List<String> problems = new ArrayList<>();
        Request plain = runner.request(
                operation, operation.examples().keySet().iterator().next());
        String path = plain.target().replaceFirst("\\?.*", "");
        Set<String> methods = contract.methods(path);
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            if (!methods.contains(method)) {
                notAllowed(server.send(Request.of(method, path)), method + " " + path, methods, problems);
            }
        }
        if (operation.method().equals("GET")) {
            head(server.send(plain), server.send(plain.withMethod("HEAD")), operation, problems);
        }
        if (!path.equals("/")) {
            String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
            Answer answer = server.send(Request.of(operation.method(), other + "?a=b"));
            if (answer.status() != 307
                    || !answer.headers().firstValue("Location").orElse("").equals(path + "?a=b")) {
                problems.add(operation.method() + " " + other + " should lead to " + path + " and answers " + answer);
            }
        }
        return problems;
    }

    private void notAllowed(Answer answer, String what, Set<String> methods, List<String> problems) {
        Set<String> allowed = new TreeSet<>(
                List.of(answer.headers().firstValue("Allow").orElse("").split(", ")));
        allowed.removeAll(Set.of("HEAD", "OPTIONS"));
        if (answer.status() != 405 || !allowed.equals(methods)) {
            problems.add(what + " should be refused with 405 and Allow " + methods + ", and answers " + answer
                    + " with " + allowed);
        } else {
            problems.addAll(conformance.problemsOfError(answer));
        }
    }

    private static void head(Answer get, Answer head, Operation operation, List<String> problems) {
        if (head.status() != get.status()
                || !head.contentType().equals(get.contentType())
                || !head.body().isEmpty()) {
            problems.add("HEAD " + operation.path() + " should be the head of " + get + " and is " + head);
        }
    }
}
