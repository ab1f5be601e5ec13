package dev.tocsin.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Requests drawn from a document: valid ones, nearly valid ones, and such as nobody should send. The same seed draws the same
 * requests. Whatever is sent, a server must not fail, and must answer as it is documented. Not thread-safe.
 */
public final class RandomRequests {

    private static final int LARGEST_BODY = 1 << 20;
    /** What an address that no route has may be answered with. */
    private static final List<Integer> OF_STRANGE_ADDRESSES = List.of(200, 307, 400, 404, 405, 414);

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json; charset=utf-16",
            "application/xml",
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "nonsense",
            "application/json; charset=nonsense");
    private static final List<String> ACCEPTED = List.of(
            "*/*",
            "application/json",
            "text/html",
            "text/html;q=0.1,application/json",
            "image/png",
            "nonsense",
            ";;;,",
            "text/html;q=x");
    private static final List<String> TAILS = List.of(
            "/", "//", "/.", "/..", "/%2e%2e", ";a=b", "/nothing", "%00", "%20", "%2F", "%FF", "%C0%80", "%5C", "x");
    private static final List<String> BODIES = List.of(
            "",
            " ",
            "null",
            "{",
            "[",
            "{}",
            "[]",
            "{}{}",
            "7",
            "\"x\"",
            "{\"a\":1,\"a\":2}",
            "\ufeff{}",
            "<a/>",
            "a=b&c=d",
            "{\"a\":\0}",
            "{'a':1}",
            "{\"a\":1,}",
            "//\n{}",
            " ".repeat(LARGEST_BODY + 1),
            "[".repeat(30_000),
            "{\"name\":\"" + "x".repeat(60_000) + "\"}");

    private final Contract contract;
    private final Conformance conformance;
    private final Random random;
    private final RandomValues values;

    public RandomRequests(Contract contract, long seed) {
        this.contract = contract;
        this.conformance = new Conformance(contract);
        this.random = new Random(seed);
        this.values = new RandomValues(contract, random);
    }

    /**
     * One request.
     *
     * @param also statuses that it may be answered with besides those of its operation
     */
    public record Drawn(Operation operation, Request request, Set<Integer> also) {}

    public Drawn next() {
        Operation operation = values.pick(contract.operations());
        Set<Integer> also = new TreeSet<>();
        String target = path(operation, also) + query(operation);
        byte[] body = body(operation);
        Map<String, String> headers = headers(body, also);
        String method = operation.method();
        if (values.chance(4)) {
            method = values.pick(METHODS);
            also.addAll(List.of(200, 204, 400, 404, 405));
            also.addAll(statusesOf(operation.path()));
        }
        if (body != null && body.length > LARGEST_BODY) {
            also.add(413);
        }
        return new Drawn(operation, new Request(method, target, headers, body), also);
    }

    private Set<Integer> statusesOf(String path) {
        Set<Integer> statuses = new TreeSet<>();
        contract.operations().stream()
                .filter(operation -> operation.path().equals(path))
                .forEach(operation -> statuses.addAll(operation.statuses()));
        return statuses;
    }

    private String path(Operation operation, Set<Integer> also) {
        String path = operation.path();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.isIn("path")) {
                path = path.replace("{" + parameter.name() + "}", pathValue(parameter, also));
            }
        }
        if (values.chance(5)) {
            also.addAll(OF_STRANGE_ADDRESSES);
            also.addAll(statusesOf(operation.path()));
            return path.equals("/") ? "/" + values.pick(TAILS).replace("/", "") : path + values.pick(TAILS);
        }
        return path;
    }

    private String pathValue(Parameter parameter, Set<Integer> also) {
        if (values.chance(60)) {
            return parameter.isInteger()
                    ? String.valueOf(random.nextInt(30))
                    : parameter.example().orElse("w1");
        }
        also.addAll(OF_STRANGE_ADDRESSES);
        return ContractRunner.encoded(values.text());
    }

    private String query(Operation operation) {
        List<String> query = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.isIn("query") && values.chance(parameter.required() ? 90 : 50)) {
                // Of a list, one value; more are repeated.
                JsonNode schema = parameter.schema();
                JsonNode single = schema.path("type").asText().equals("array") ? schema.path("items") : schema;
                String value = values.chance(60) ? values.allowed(single).replaceAll("^\"|\"$", "") : values.text();
                query.add(parameter.name() + "=" + ContractRunner.encoded(value));
                if (values.chance(5)) {
                    query.add(parameter.name() + "=" + ContractRunner.encoded(values.text()));
                }
            }
        }
        if (values.chance(5)) {
            query.add(values.pick(
                    List.of("unknown=1", "=", "&&", "a", "limit", "%00=%00", "a=%FF", "limit[]=1", "limit=%FF")));
        }
        return query.isEmpty() ? "" : "?" + String.join("&", query);
    }

    private byte[] body(Operation operation) {
        if (!operation.hasBody()) {
            return values.chance(3) ? values.pick(BODIES).getBytes(UTF_8) : null;
        }
        int choice = random.nextInt(100);
        if (choice < 35) {
            return values.allowed(operation.bodySchema()).getBytes(UTF_8);
        } else if (choice < 80) {
            return values.nearly(operation.bodySchema()).getBytes(UTF_8);
        } else if (choice < 90) {
            return values.pick(BODIES).getBytes(UTF_8);
        } else if (choice < 93) {
            return values.allowed(operation.bodySchema()).getBytes(UTF_16);
        } else if (choice < 97) {
            byte[] broken = values.allowed(operation.bodySchema()).getBytes(UTF_8);
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            return broken;
        }
        return values.hostile().getBytes(UTF_8);
    }

    private Map<String, String> headers(byte[] body, Set<Integer> also) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (body != null) {
            headers.put("Content-Type", values.chance(80) ? "application/json" : values.pick(TYPES));
        }
        if (values.chance(30)) {
            headers.put("Accept", values.pick(ACCEPTED));
        }
        if (values.chance(5)) {
            headers.put("Origin", values.pick(List.of("http://a.example", "null", "nonsense")));
        }
        if (values.chance(3)) {
            headers.put("Accept-Encoding", values.pick(List.of("identity", "br, nonsense;q=0", "*;q=0")));
        }
        if (values.chance(2)) {
            headers.put("Content-Encoding", "gzip");
        }
        if (values.chance(1)) {
            headers.put("X-Long", "x".repeat(9_000));
            also.add(431);
        }
        return headers;
    }

    /** What is wrong with the answer to a request. */
    public List<String> problems(Drawn drawn, Answer answer) {
        Operation operation = drawn.operation();
        List<String> problems = new ArrayList<>();
        boolean known = operation.statuses().contains(answer.status());
        if (answer.status() >= 500) {
            problems.add("it failed: " + answer);
        } else if (!known && !drawn.also().contains(answer.status())) {
            problems.add(answer.status() + " is not documented of " + operation + ": " + answer);
        } else if (drawn.request().method().equals("HEAD")) {
            if (!answer.body().isEmpty()) {
                problems.add("HEAD has a body: " + answer);
            }
        } else if (answer.status() >= 400) {
            problems.addAll(conformance.problemsOfError(answer));
        } else if (known && drawn.also().isEmpty()) {
            problems.addAll(conformance.problems(operation, answer));
        }
        return problems;
    }
}
