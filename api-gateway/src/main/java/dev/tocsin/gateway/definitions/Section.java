package dev.tocsin.gateway.definitions;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of a YAML file whose keys are known beforehand. Works on nodes rather than on bound objects, because only
 * nodes know the line that a problem must name. What is wrong goes to {@link Problems}, once, and counts as not said, so that
 * reading goes on. Messages show values as they were written, never what a variable held.
 */
final class Section {

    private final Problems problems;
    private final Variables variables;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Set<String> toldOf = new HashSet<>();

    Section(Problems problems, Variables variables, Node node, Set<String> known) {
        this.problems = problems;
        this.variables = variables;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, "", "keys and values are expected here, such as " + String.join(", ", known) + ".");
            toldOf.addAll(known);
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            read(tuple.getKeyNode(), tuple.getValueNode(), known);
        }
    }

    private void read(Node keyNode, Node value, Set<String> known) {
        if (!(keyNode instanceof ScalarNode scalar)) {
            problems.add(keyNode, "", "a key must be a single value, not a list or a block.");
            return;
        }
        String key = scalar.getValue();
        if (!known.contains(key)) {
            problems.add(keyNode, key, "there is no key \"" + key + "\"; " + DidYouMean.among(known, key));
            DidYouMean.nearest(known, key).ifPresent(toldOf::add);
        } else if (values.containsKey(key)) {
            problems.add(keyNode, key, "the key \"" + key + "\" stands here twice; remove one of them.");
        } else if (!Tag.NULL.equals(value.getTag())) {
            values.put(key, value);
            if (value instanceof ScalarNode) {
                filled(key, value).ifPresentOrElse(text -> texts.put(key, text), () -> toldOf.add(key));
            }
        }
    }

    boolean has(String key) {
        return values.containsKey(key) && !toldOf.contains(key);
    }

    Node value(String key) {
        return values.get(key);
    }

    Node node() {
        return node;
    }

    /** The items of a list, or none if the key is not there. */
    List<Node> items(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (values.get(key) instanceof SequenceNode list) {
            return list.getValue();
        }
        problem(key, "\"" + key + "\" must be a list, one item a line after \"- \".");
        return List.of();
    }

    /** The value of a scalar item with its variables, or empty if there is something wrong with it. */
    Optional<String> filled(String key, Node item) {
        if (!(item instanceof ScalarNode scalar)) {
            problems.add(item, key, "\"" + key + "\" must hold single values, not lists or blocks.");
            return Optional.empty();
        }
        return variables.fill(
                scalar.getValue(),
                trouble -> problems.add(item, key, "\"" + key + ": " + Problems.shown(item) + "\" " + trouble));
    }

    Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!texts.containsKey(key)) {
            problem(key, "\"" + key + "\" must be a single value, not a list or a block.");
            return Optional.empty();
        }
        return Optional.of(texts.get(key).strip());
    }

    Optional<String> requiredText(String key) {
        if (!values.containsKey(key) && !toldOf.contains(key)) {
            problems.add(node, key, "the key \"" + key + "\" is missing; add it.");
            return Optional.empty();
        }
        Optional<String> text = text(key);
        if (text.filter(String::isEmpty).isPresent()) {
            problem(key, "\"" + key + "\" is empty; give it a value.");
            return Optional.empty();
        }
        return text;
    }

    long millis(String key, long min, long max, long fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        OptionalLong millis = Durations.parse(text.get());
        if (millis.isPresent() && millis.getAsLong() >= min && millis.getAsLong() <= max) {
            return millis.getAsLong();
        }
        wanted(key, "a duration from " + Durations.shown(min) + " to " + Durations.shown(max) + ", such as 30s");
        return fallback;
    }

    int whole(String key, int min, int max, int fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, together with the bounds
        }
        wanted(key, "a whole number from " + min + " to " + max);
        return fallback;
    }

    double number(String key, double min, double max, double fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            double value = Double.parseDouble(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, together with the bounds
        }
        wanted(key, "a number from " + min + " to " + max);
        return fallback;
    }

    String oneOf(String key, List<String> words, String fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty() || words.contains(text.get())) {
            return text.orElse(fallback);
        }
        wanted(key, "one of " + String.join(", ", words));
        return fallback;
    }

    /** A share below 1, written {@code 0.999} or {@code 99.9%}. */
    double share(String key, double fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        boolean percent = text.get().endsWith("%");
        try {
            // In decimal: 99.9 / 100 is not 0.999 in binary.
            BigDecimal value =
                    new BigDecimal(percent ? text.get().substring(0, text.get().length() - 1) : text.get());
            double share = value.movePointLeft(percent ? 2 : 0).doubleValue();
            if (share > 0 && share < 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // said below, together with an example
        }
        wanted(key, "a share between 0 and 1, such as 0.999 or 99.9%");
        return fallback;
    }

    void wanted(String key, String wanted) {
        problem(key, "\"" + key + ": " + written(key) + "\" is not " + wanted + ".");
    }

    /** As it stands in the file, variables and all. */
    String written(String key) {
        return Problems.shown(values.get(key));
    }

    void problem(String key, String sentence) {
        problems.add(values.get(key), key, sentence);
        toldOf.add(key);
    }
}
