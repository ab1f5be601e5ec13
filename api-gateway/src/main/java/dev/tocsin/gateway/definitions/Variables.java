package dev.tocsin.gateway.definitions;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills environment variables into values: <code>${NAME}</code>, <code>${NAME:-default}</code> where it is not set or empty,
 * and <code>$${</code> for a literal <code>${</code>. Works on values that were parsed already, so that a variable can hold
 * neither a key nor a line of YAML.
 */
public final class Variables {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?\\}|\\$\\{");

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** A text that {@link #fill} turns into the given one. */
    public static String literal(String text) {
        return text.replace("${", "$${");
    }

    /** The text with its variables filled in; empty if that is impossible, which the listener is told. */
    Optional<String> fill(String written, Consumer<String> trouble) {
        boolean sound = true;
        StringBuilder filled = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(written);
        while (matcher.find()) {
            String name = matcher.group(1);
            String value = null;
            if (name != null) {
                value = value(name, matcher.group(3));
                if (value == null) {
                    trouble.accept("needs the environment variable " + name + ", which is not set; set it, or write ${"
                            + name + ":-something} to do without.");
                }
            } else if (matcher.group().equals("$${")) {
                value = "${";
            } else {
                trouble.accept("has a \"${\" that begins no variable; write ${NAME} or ${NAME:-default}, or $${ for a"
                        + " plain ${.");
            }
            sound &= value != null;
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value == null ? "" : value));
        }
        matcher.appendTail(filled);
        return sound ? Optional.of(filled.toString()) : Optional.empty();
    }

    private String value(String name, String fallback) {
        String value = environment.get(name);
        return fallback != null && (value == null || value.isEmpty()) ? fallback : value;
    }
}
