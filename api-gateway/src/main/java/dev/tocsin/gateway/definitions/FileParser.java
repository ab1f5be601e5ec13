package dev.tocsin.gateway.definitions;

import dev.tocsin.events.AnomalyDetector;
import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.Limits;
import dev.tocsin.events.ServiceDefinition;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one file: its defaults, its services, and everything that is wrong with it. What names mean comes later. */
final class FileParser {

    static final Set<String> TOP = ordered("services", "defaults");
    static final Set<String> DEFAULTS = ordered(
            "group",
            "interval",
            "timeout",
            "apdex",
            "objective",
            "failures_to_alert",
            "quorum",
            "successes_to_resolve",
            "latency_alert",
            "anomaly_detector",
            "anomaly_sensitivity",
            "anomaly_warm_up",
            "depends_on");
    static final Set<String> SERVICE = with(DEFAULTS, "name", "url", "key");

    private static final long MIN_INTERVAL_MS = 1_000;
    private static final long MIN_TIMEOUT_MS = 100;
    private static final long MINUTE_MS = 60_000;
    private static final int MAX_COUNT = 1_000;
    /** Of one file, in characters; the library's own limit would end at some twenty thousand services. */
    private static final int MAX_FILE = 64 * 1024 * 1024;

    private final Problems problems;
    private final Variables variables;

    FileParser(Problems problems, Variables variables) {
        this.problems = problems;
        this.variables = variables;
    }

    /**
     * A service before it is known what its dependencies mean.
     *
     * @param written its name as it stands in the file
     * @param dependencies as they were written; empty if there are none, also where the defaults have some
     * @param line where it begins
     */
    record Draft(DeclaredService service, String written, Optional<List<Dependency>> dependencies, int line) {}

    /** A name or key of another service, and where it stands. */
    record Dependency(String text, Problems problems, Node node) {

        void problem(String sentence) {
            problems.add(
                    node, "depends_on", "\"depends_on\" names \"" + Problems.shown(node) + "\", which is " + sentence);
        }
    }

    /**
     * What a file says.
     *
     * @param listed whether there is a list of services, be it empty
     * @param shared the dependencies that its defaults name
     */
    record Parsed(
            Problems problems,
            ServiceDefaults defaults,
            Optional<List<Dependency>> shared,
            List<Draft> services,
            boolean listed) {}

    Parsed parse(String text, ServiceDefaults inherited) {
        Optional<Node> root = compose(text);
        if (root.isEmpty()) {
            return new Parsed(problems, inherited, Optional.empty(), List.of(), false);
        }
        Section top = new Section(problems, variables, root.get(), TOP);
        ServiceDefaults defaults = inherited;
        Optional<List<Dependency>> shared = Optional.empty();
        if (top.has("defaults")) {
            Section section = new Section(problems, variables, top.value("defaults"), DEFAULTS);
            defaults = defaults(section, inherited);
            shared = dependencies(section);
        }
        List<Draft> services = new ArrayList<>();
        for (Node item : top.items("services")) {
            service(new Section(problems, variables, item, SERVICE), defaults).ifPresent(services::add);
        }
        boolean listed = top.has("services") && top.value("services") instanceof SequenceNode;
        return new Parsed(problems, defaults, shared, services, listed);
    }

    private Optional<Node> compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_FILE);
        try {
            return Optional.ofNullable(new Yaml(options).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(line, "", "this is not YAML (" + e.getProblem() + ").");
        } catch (YAMLException e) {
            problems.add(0, "", "is not YAML (" + e.getMessage() + ").");
        }
        return Optional.empty();
    }

    private Optional<Draft> service(Section section, ServiceDefaults defaults) {
        Optional<String> name = section.requiredText("name").filter(text -> isName(section, "name", text));
        Optional<String> url = section.requiredText("url");
        Optional<String> address = url.flatMap(TargetAddress::normalise);
        if (url.isPresent() && address.isEmpty()) {
            section.wanted("url", "an http or https address");
        }
        Optional<String> key = section.text("key");
        if (key.isPresent() && !Slug.isSlug(key.get())) {
            section.wanted(
                    "key",
                    "a key: lower-case letters, digits and single hyphens, at most " + Limits.MAX_NAME + " of them");
        }
        ServiceDefaults own = defaults(section, defaults);
        Optional<List<Dependency>> dependencies = dependencies(section);
        return name.map(known -> new Draft(
                own.named(key.filter(Slug::isSlug).orElse(Slug.of(known)), known, address.orElse("")),
                section.written("name"),
                dependencies,
                Problems.line(section.node())));
    }

    private ServiceDefaults defaults(Section section, ServiceDefaults fallback) {
        return new ServiceDefaults(
                section.text("group").filter(text -> isGroup(section, text)).orElse(fallback.group()),
                section.millis("interval", MIN_INTERVAL_MS, Limits.MAX_DURATION_MS, fallback.intervalMs()),
                section.millis("timeout", MIN_TIMEOUT_MS, Limits.MAX_DURATION_MS, fallback.timeoutMs()),
                section.millis("apdex", 1, Limits.MAX_DURATION_MS, fallback.apdexMs()),
                section.share("objective", fallback.objective()),
                section.whole("failures_to_alert", 1, MAX_COUNT, fallback.failuresToAlert()),
                section.whole("quorum", 1, MAX_COUNT, fallback.quorum()),
                section.whole(
                        "successes_to_resolve",
                        1,
                        ServiceDefinition.MAX_SUCCESSES_TO_RESOLVE,
                        fallback.successesToResolve()),
                section.millis("latency_alert", 1, Limits.MAX_DURATION_MS, fallback.latencyAlertMs()),
                anomaly(section, fallback.anomaly()),
                fallback.dependsOn());
    }

    private static AnomalySettings anomaly(Section section, AnomalySettings fallback) {
        return new AnomalySettings(
                AnomalyDetector.fromWire(section.oneOf(
                        "anomaly_detector",
                        AnomalyDetector.wires(),
                        fallback.detector().wire())),
                section.number(
                        "anomaly_sensitivity",
                        AnomalySettings.LEAST_SENSITIVITY,
                        AnomalySettings.MOST_SENSITIVITY,
                        fallback.sensitivity()),
                (int) (section.millis(
                                "anomaly_warm_up",
                                AnomalySettings.LEAST_WARM_UP_MINUTES * MINUTE_MS,
                                AnomalySettings.MOST_WARM_UP_MINUTES * MINUTE_MS,
                                fallback.warmUpMinutes() * MINUTE_MS)
                        / MINUTE_MS));
    }

    private static boolean isName(Section section, String key, String text) {
        if (text.length() > DeclaredService.MAX_NAME || !isPrintable(text)) {
            section.wanted(
                    key,
                    "a name of at most " + DeclaredService.MAX_NAME + " characters, none of them a control character");
            return false;
        }
        return true;
    }

    private static boolean isGroup(Section section, String text) {
        if (text.length() > Limits.MAX_NAME || !isPrintable(text)) {
            section.wanted(
                    "group", "a name of at most " + Limits.MAX_NAME + " characters, none of them a control character");
            return false;
        }
        return true;
    }

    private static boolean isPrintable(String text) {
        return text.codePoints()
                .noneMatch(character ->
                        Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE);
    }

    private Optional<List<Dependency>> dependencies(Section section) {
        if (!section.has("depends_on")) {
            return Optional.empty();
        }
        List<Dependency> dependencies = new ArrayList<>();
        for (Node item : section.items("depends_on")) {
            section.filled("depends_on", item)
                    .ifPresent(text -> dependencies.add(new Dependency(text.strip(), problems, item)));
        }
        return Optional.of(dependencies);
    }

    private static Set<String> ordered(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }

    private static Set<String> with(Set<String> more, String... first) {
        Set<String> all = ordered(first);
        all.addAll(more);
        return all;
    }
}
