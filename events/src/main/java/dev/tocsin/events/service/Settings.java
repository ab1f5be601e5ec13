package dev.tocsin.events.service;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a service's settings from environment variables. The first of the given names that is set wins, so the newest
 * name comes first and the names that older systems used follow. An empty value counts as not set.
 *
 * <p>Every method throws {@link BadSettingException} with a sentence that names the variable, its value and the remedy.
 */
public final class Settings {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)?");

    private final Map<String, String> environment;

    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public String text(String fallback, String... names) {
        return find(names).map(Map.Entry::getValue).orElse(fallback);
    }

    public Secret secret(String... names) {
        return new Secret(text("", names));
    }

    public boolean flag(boolean fallback, String... names) {
        return find(names).map(this::asFlag).orElse(fallback);
    }

    public int port(int fallback, String... names) {
        return (int) whole(fallback, 0, 65_535, names);
    }

    /** A whole number between two bounds, both allowed. */
    public long whole(long fallback, long min, long max, String... names) {
        return find(names).map(entry -> asWhole(entry, min, max)).orElse(fallback);
    }

    /** A duration such as {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}; a bare number is seconds. */
    public Duration duration(Duration fallback, String... names) {
        return find(names).map(this::asDuration).orElse(fallback);
    }

    /** An http or https address, or the fallback, which may be null. */
    public URI address(URI fallback, String... names) {
        return find(names).map(this::asAddress).orElse(fallback);
    }

    /** A comma-separated list without its blanks. */
    public List<String> list(List<String> fallback, String... names) {
        return find(names)
                .map(entry -> Arrays.stream(entry.getValue().split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList())
                .orElse(fallback);
    }

    private java.util.Optional<Map.Entry<String, String>> find(String... names) {
        return Arrays.stream(names)
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst()
                .map(name -> Map.entry(name, environment.get(name).strip()));
    }

    private boolean asFlag(Map.Entry<String, String> entry) {
        return switch (entry.getValue()) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw bad(entry, "true or false");
        };
    }

    private long asWhole(Map.Entry<String, String> entry, long min, long max) {
        try {
            long value = Long.parseLong(entry.getValue());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, together with the bounds
        }
        throw bad(entry, "a whole number from " + min + " to " + max);
    }

    private Duration asDuration(Map.Entry<String, String> entry) {
        Matcher matcher = DURATION.matcher(entry.getValue());
        if (!matcher.matches()) {
            throw bad(entry, "a duration such as 250ms, 30s, 5m, 2h or 1d");
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> throw new IllegalStateException(unit);
        };
    }

    private URI asAddress(Map.Entry<String, String> entry) {
        try {
            URI uri = new URI(entry.getValue());
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (java.net.URISyntaxException e) {
            // said below; the value itself stays unsaid, it may hold a secret
        }
        throw new BadSettingException(entry.getKey() + " is not an http or https address; set it to one or unset it.");
    }

    private static BadSettingException bad(Map.Entry<String, String> entry, String wanted) {
        return new BadSettingException(
                entry.getKey() + "=" + entry.getValue() + " is not " + wanted + "; set it to one or unset it.");
    }
}
