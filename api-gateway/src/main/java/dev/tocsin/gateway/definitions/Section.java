package dev.tocsin.gateway.definitions;

import dev.tocsin.events.service.BadSettingException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of a YAML file whose keys are known beforehand. Works on nodes rather than on bound objects, because only
 * nodes know the line that an error must name. Every method throws {@link BadSettingException}.
 */
final class Section {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)?");

    private final String file;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();

    Section(String file, Node node, Set<String> known) {
        this.file = file;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            throw bad(node, "keys and values are expected here, such as " + String.join(", ", known) + ".");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = ((ScalarNode) scalar(tuple.getKeyNode(), "a key")).getValue();
            if (!known.contains(key)) {
                throw bad(tuple.getKeyNode(), "there is no key \"" + key + "\"; " + DidYouMean.among(known, key));
            }
            if (values.put(key, tuple.getValueNode()) != null) {
                throw bad(tuple.getKeyNode(), "the key \"" + key + "\" stands here twice; remove one of them.");
            }
        }
        values.values().removeIf(value -> Tag.NULL.equals(value.getTag()));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Node value(String key) {
        return values.get(key);
    }

    /** The items of a list, or none if the key is not there. */
    List<Node> items(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode list)) {
            throw bad(value, "\"" + key + "\" must be a list, one item a line after \"- \".");
        }
        return list.getValue();
    }

    String requiredText(String key) {
        if (!has(key)) {
            throw bad(node, "the key \"" + key + "\" is missing; add it.");
        }
        String text = text(key).strip();
        if (text.isEmpty()) {
            throw bad(values.get(key), "\"" + key + "\" is empty; give it a value.");
        }
        return text;
    }

    long millis(String key, long min, long max, long fallback) {
        if (!has(key)) {
            return fallback;
        }
        Matcher matcher = DURATION.matcher(text(key).strip());
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            long millis = amount * unitMillis(matcher.group(2));
            if (millis >= min && millis <= max) {
                return millis;
            }
        }
        throw wanted(key, "a duration from " + shown(min) + " to " + shown(max) + ", such as 30s");
    }

    int whole(String key, int min, int max, int fallback) {
        if (!has(key)) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text(key).strip());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, together with the bounds
        }
        throw wanted(key, "a whole number from " + min + " to " + max);
    }

    /** A share below 1, written {@code 0.999} or {@code 99.9%}. */
    double share(String key, double fallback) {
        if (!has(key)) {
            return fallback;
        }
        String text = text(key).strip();
        boolean percent = text.endsWith("%");
        try {
            // In decimal: 99.9 / 100 is not 0.999 in binary.
            BigDecimal value = new BigDecimal(percent ? text.substring(0, text.length() - 1) : text);
            double share = value.movePointLeft(percent ? 2 : 0).doubleValue();
            if (share > 0 && share < 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // said below, together with an example
        }
        throw wanted(key, "a share between 0 and 1, such as 0.999 or 99.9%");
    }

    String text(String key) {
        return ((ScalarNode) scalar(values.get(key), "\"" + key + "\"")).getValue();
    }

    BadSettingException wanted(String key, String wanted) {
        return bad(values.get(key), "\"" + key + ": " + text(key) + "\" is not " + wanted + ".");
    }

    BadSettingException bad(Node where, String sentence) {
        return bad(file, where, sentence);
    }

    static BadSettingException bad(String file, Node where, String sentence) {
        return new BadSettingException(file + " line " + (where.getStartMark().getLine() + 1) + ": " + sentence);
    }

    private Node scalar(Node value, String what) {
        if (value instanceof ScalarNode) {
            return value;
        }
        throw bad(value, what + " must be a single value, not a list or a block.");
    }

    private static long unitMillis(String unit) {
        if (unit == null) {
            return 1_000;
        }
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    private static String shown(long millis) {
        Duration duration = Duration.ofMillis(millis);
        if (millis % 86_400_000 == 0) {
            return duration.toDays() + "d";
        }
        return millis % 1_000 == 0 ? duration.toSeconds() + "s" : millis + "ms";
    }
}
