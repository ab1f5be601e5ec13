package dev.tocsin.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Executes the examples of a document against a running server and says what is wrong with the answers. Parameters have the
 * values of their examples; where the document says what makes such a thing, one is made. Examples are written as if it were
 * {@link #WRITTEN_AT}: their times are moved by as much as has passed since.
 */
public final class ContractRunner {

    /** The time that it is in examples. */
    public static final Instant WRITTEN_AT = Instant.parse("2026-01-02T03:04:05Z");

    private static final Pattern TIME =
            Pattern.compile("\"(20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)\"");

    private final Server server;
    private final Contract contract;
    private final Conformance conformance;
    private final Map<String, Supplier<String>> given;
    private final Duration passed;

    /**
     * A runner.
     *
     * @param given values of parameters by the name of their component, for operations that change nothing
     * @param now the time to move the examples to
     */
    public ContractRunner(Server server, Map<String, Supplier<String>> given, Instant now) {
        this.server = server;
        this.contract = server.contract();
        this.conformance = new Conformance(contract);
        this.given = Map.copyOf(given);
        this.passed = Duration.between(WRITTEN_AT, now);
    }

    public Contract contract() {
        return contract;
    }

    /**
     * Executes one example of an operation and says what is wrong.
     *
     * @param full whether the answer has to hold something wherever the example does
     */
    public List<String> execute(Operation operation, String example, boolean full) {
        return operation.frameSchema().isMissingNode()
                ? problems(operation, example, server.send(request(operation, example)), full)
                : listen(operation);
    }

    private List<String> problems(Operation operation, String example, Answer answer, boolean full) {
        List<String> problems = new ArrayList<>(conformance.problems(operation, answer));
        if (problems.isEmpty() && (answer.status() < 200 || answer.status() > 299)) {
            problems.add("the example " + example + " of " + operation + " fails: " + answer);
        } else if (full) {
            for (DocumentedAnswer documented : operation.answers(answer.status())) {
                Fullness.gaps(documented.exampleFor(example), answer.json())
                        .forEach(gap -> problems.add(operation + " answers nothing at " + gap
                                + ", where its example shows something: " + answer));
            }
        }
        return problems;
    }

    private List<String> listen(Operation operation) {
        String frame = server.firstFrame(target(operation, Map.of()));
        JsonNode value = new Answer(101, null, frame).json();
        return contract.schemas().problemsOfAnswer(operation.frameSchema(), value).stream()
                .map(problem -> operation + " sends what its frame's schema refuses, " + problem + ": " + frame)
                .toList();
    }

    /** The request that an example stands for. */
    Request request(Operation operation, String example) {
        String target = target(operation, Map.of());
        Optional<JsonNode> body = operation.examples().get(example);
        return body.map(value -> Request.json(
                        operation.method(), target, moved(value.toString()).getBytes(UTF_8)))
                .orElseGet(() -> Request.of(operation.method(), target));
    }

    /** Path and query of an operation, with other values for some parameters; null leaves one out. */
    String target(Operation operation, Map<String, String> others) {
        StringBuilder path = new StringBuilder(operation.path());
        StringBuilder query = new StringBuilder();
        for (Parameter parameter : operation.parameters()) {
            boolean other = others.containsKey(parameter.name());
            if (parameter.isIn("path")) {
                String value = other ? others.get(parameter.name()) : value(operation, parameter);
                int at = path.indexOf("{" + parameter.name() + "}");
                path.replace(at, at + parameter.name().length() + 2, encoded(value));
            } else if (parameter.isIn("query") && (other || parameter.example().isPresent())) {
                String value = other ? others.get(parameter.name()) : value(operation, parameter);
                if (value != null) {
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(encoded(parameter.name()))
                            .append('=')
                            .append(encoded(value));
                }
            }
        }
        return path.append(query).toString();
    }

    private String value(Operation operation, Parameter parameter) {
        Supplier<String> there = parameter.component().map(given::get).orElse(null);
        if (there != null && operation.isSafe()) {
            return there.get();
        }
        return parameter
                .takenFrom()
                .map(this::made)
                .or(parameter::example)
                .orElseThrow(() -> new IllegalStateException("parameter " + parameter.name() + " of " + operation
                        + " has no example; give it one in openapi.yaml"));
    }

    private String made(Parameter.Origin origin) {
        Operation maker = contract.operation(origin.operation());
        Answer answer =
                server.send(request(maker, maker.examples().keySet().iterator().next()));
        JsonNode value = answer.json().at(origin.value());
        if (value.isMissingNode()) {
            throw new IllegalStateException(maker + " answered nothing at " + origin.value() + ": " + answer);
        }
        return value.asText();
    }

    private String moved(String json) {
        return TIME.matcher(json)
                .replaceAll(time -> "\"" + Instant.parse(time.group(1)).plus(passed) + "\"");
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }
}
