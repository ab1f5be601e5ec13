package dev.tocsin.gateway.definitions;

import dev.tocsin.events.Limits;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns a display name into a key: lower-case letters, digits and single hyphens, safe in topics, tables and addresses. */
public final class Slug {

    /** Short enough that an id can be appended and the result still is a legal name. */
    static final int MAX_LENGTH = 100;

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-+|-+$");

    /** The slug of a name; {@code service} where the name has neither a Latin letter nor a digit. */
    public static String of(String name) {
        String plain =
                ACCENTS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        String slug = trim(OTHERS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-"));
        if (slug.length() > MAX_LENGTH) {
            slug = trim(slug.substring(0, MAX_LENGTH));
        }
        return slug.isEmpty() ? "service" : slug;
    }

    /** Whether it can be a key as it stands. */
    static boolean isSlug(String text) {
        return text.length() <= Limits.MAX_NAME && SLUG.matcher(text).matches();
    }

    private static String trim(String slug) {
        return EDGES.matcher(slug).replaceAll("");
    }

    private Slug() {}
}
