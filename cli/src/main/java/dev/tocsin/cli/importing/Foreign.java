package dev.tocsin.cli.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.service.BadSettingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The programs that are known, and how their files are taken apart. */
public final class Foreign {

    private static final Map<String, Importer> IMPORTERS = new TreeMap<>(Map.of(
            "gatus", GatusImporter::read,
            "blackbox", BlackboxImporter::read,
            "uptime-kuma", UptimeKumaImporter::read));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|us|µs|ns|s|m|h|d|w|y)");

    /** @throws BadSettingException if there is no importer of that name */
    public static Importer named(String program) {
        Importer importer = IMPORTERS.get(program);
        if (importer == null) {
            throw new BadSettingException("There is no import from \"" + program + "\"; known are "
                    + String.join(", ", IMPORTERS.keySet()) + ".");
        }
        return importer;
    }

    /** The one file that a program has. */
    static String only(List<String> texts) {
        if (texts.size() > 1) {
            throw new BadSettingException("This import reads one file; name only one.");
        }
        return texts.get(0);
    }

    static Map<?, ?> yaml(String text) {
        try {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            if (document instanceof Map<?, ?> map) {
                return map;
            }
        } catch (YAMLException e) {
            throw new BadSettingException("This is not YAML (" + firstLine(e) + "); name another file.");
        }
        throw new BadSettingException("This holds no keys and values; name another file.");
    }

    static Map<?, ?> json(String text) {
        try {
            return JSON.readValue(text, Map.class);
        } catch (JsonProcessingException e) {
            throw new BadSettingException("This is not a JSON object (" + firstLine(e) + "); name another file.");
        }
    }

    static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    static String text(Object value) {
        return value == null ? "" : value.toString().strip();
    }

    /** Whether a flag is set, however it is written. */
    static boolean flag(Object value, boolean fallback) {
        return value == null
                ? fallback
                : value.equals(true) || value.equals(1) || text(value).equals("true");
    }

    static Optional<Long> whole(Object value) {
        return value instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    /** A duration as Go and Prometheus write it, such as {@code 1m30s}, in milliseconds. */
    static Optional<Long> millis(Object value) {
        String text = text(value);
        Matcher matcher = PART.matcher(text);
        double millis = 0;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            end = matcher.end();
            millis += Double.parseDouble(matcher.group(1)) * unitMillis(matcher.group(2));
        }
        return text.isEmpty() || end != text.length() ? Optional.empty() : Optional.of(Math.round(millis));
    }

    private static double unitMillis(String unit) {
        return switch (unit) {
            case "ns" -> 1e-6;
            case "us", "µs" -> 1e-3;
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            case "w" -> 7 * 86_400_000.0;
            default -> 365 * 86_400_000.0;
        };
    }

    private static String firstLine(Exception e) {
        return e.getMessage().lines().findFirst().orElse("");
    }

    private Foreign() {}
}
