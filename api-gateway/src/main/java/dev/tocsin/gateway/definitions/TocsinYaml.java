package dev.tocsin.gateway.definitions;

import dev.tocsin.events.Limits;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The file {@code tocsin.yml}: {@code services:}, a list, and {@code defaults:}, what they share.
 *
 * <p>Durations are written {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}; a bare number is seconds. {@code depends_on}
 * names other services of the file, by name or key. Whatever is wrong is told in one sentence with file, line and key; a
 * key that is not known is an error, since a misspelt one would silently leave a service on its default.
 */
public final class TocsinYaml {

    private static final Set<String> TOP = ordered("services", "defaults");
    private static final Set<String> DEFAULTS = ordered(
            "group",
            "interval",
            "timeout",
            "apdex",
            "objective",
            "failures_to_alert",
            "quorum",
            "successes_to_resolve",
            "latency_alert",
            "depends_on");
    private static final Set<String> SERVICE = with(DEFAULTS, "name", "url");
    private static final long MIN_INTERVAL_MS = 1_000;
    private static final int MAX_COUNT = 1_000;

    private final ServiceDefaults defaults;
    private final List<DeclaredService> services;

    private TocsinYaml(ServiceDefaults defaults, List<DeclaredService> services) {
        this.defaults = defaults;
        this.services = List.copyOf(services);
    }

    /**
     * The services that a file declares, in its order.
     *
     * @throws BadSettingException if the file cannot be read or says something wrong
     */
    public static List<DeclaredService> read(Path path) {
        return load(path).services();
    }

    /** Like {@link #read}, with the defaults, which services made through the API share. */
    public static TocsinYaml load(Path path) {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            throw new BadSettingException(
                    "TOCSIN_CONFIG=" + path + " cannot be read (" + e.getMessage() + "); name a readable file.");
        }
        return parse(path.getFileName().toString(), text);
    }

    /** Without a file: no services, the built-in defaults. */
    public static TocsinYaml none() {
        return new TocsinYaml(ServiceDefaults.BUILT_IN, List.of());
    }

    static TocsinYaml parse(String file, String text) {
        Node root = compose(file, text);
        if (root == null) {
            return none();
        }
        Section top = new Section(file, root, TOP);
        Map<String, Node> dependencyNodes = new LinkedHashMap<>();
        ServiceDefaults defaults = top.has("defaults")
                ? defaults(
                        new Section(file, top.value("defaults"), DEFAULTS), ServiceDefaults.BUILT_IN, dependencyNodes)
                : ServiceDefaults.BUILT_IN;
        Map<String, DeclaredService> services = new LinkedHashMap<>();
        for (Node item : top.items("services")) {
            Section section = new Section(file, item, SERVICE);
            DeclaredService service = service(section, defaults, dependencyNodes);
            DeclaredService twin = services.put(service.key(), service);
            if (twin != null) {
                throw section.bad(
                        section.value("name"),
                        "\"name: " + service.name() + "\" has the same key, " + service.key()
                                + ", as another service; rename one of them.");
            }
        }
        dependencyNodes.forEach((key, node) -> {
            if (!services.containsKey(key)) {
                throw Section.bad(
                        file,
                        node,
                        "\"depends_on\" names \"" + ((ScalarNode) node).getValue() + "\", which is no service; "
                                + DidYouMean.among(services.keySet(), key));
            }
        });
        return new TocsinYaml(defaults, new ArrayList<>(services.values()));
    }

    public ServiceDefaults defaults() {
        return defaults;
    }

    public List<DeclaredService> services() {
        return services;
    }

    private static Node compose(String file, String text) {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new BadSettingException(file + " line " + line + ": this is not YAML (" + e.getProblem() + ").");
        } catch (YAMLException e) {
            throw new BadSettingException(file + " is not YAML (" + e.getMessage() + ").");
        }
    }

    private static DeclaredService service(
            Section section, ServiceDefaults defaults, Map<String, Node> dependencyNodes) {
        String name = section.requiredText("name");
        if (name.length() > Limits.MAX_NAME) {
            throw section.wanted("name", "a name of at most " + Limits.MAX_NAME + " characters");
        }
        section.requiredText("url");
        String url = TargetAddress.normalise(section.text("url").strip())
                .orElseThrow(() -> section.wanted("url", "an http or https address"));
        ServiceDefaults own = defaults(section, defaults, dependencyNodes);
        return new DeclaredService(
                Slug.of(name),
                name,
                url,
                own.group(),
                own.intervalMs(),
                own.timeoutMs(),
                own.apdexMs(),
                own.objective(),
                own.failuresToAlert(),
                own.quorum(),
                own.successesToResolve(),
                own.latencyAlertMs(),
                own.dependsOn());
    }

    private static ServiceDefaults defaults(
            Section section, ServiceDefaults fallback, Map<String, Node> dependencyNodes) {
        return new ServiceDefaults(
                section.has("group") ? group(section) : fallback.group(),
                section.millis("interval", MIN_INTERVAL_MS, Limits.MAX_DURATION_MS, fallback.intervalMs()),
                section.millis("timeout", 100, Limits.MAX_DURATION_MS, fallback.timeoutMs()),
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
                section.has("depends_on") ? dependencies(section, dependencyNodes) : fallback.dependsOn());
    }

    private static String group(Section section) {
        String group = section.text("group").strip();
        if (group.length() > Limits.MAX_NAME) {
            throw section.wanted("group", "a name of at most " + Limits.MAX_NAME + " characters");
        }
        return group;
    }

    private static List<String> dependencies(Section section, Map<String, Node> dependencyNodes) {
        List<String> keys = new ArrayList<>();
        for (Node item : section.items("depends_on")) {
            if (!(item instanceof ScalarNode name)) {
                throw section.bad(item, "\"depends_on\" must list names of services.");
            }
            String key = Slug.of(name.getValue());
            keys.add(key);
            dependencyNodes.putIfAbsent(key, item);
        }
        return keys;
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
