package dev.tocsin.gateway.web;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.function.LongPredicate;

/** Entity tags: a service's is its version in quotes. */
final class IfMatch {

    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** Whether the request wants to change that version: any without {@code If-Match}, else those that it names. */
    static LongPredicate of(Context context) {
        String header = context.header("If-Match");
        if (header == null || header.strip().equals("*")) {
            return version -> true;
        }
        return version ->
                Arrays.stream(header.split(",")).anyMatch(tag -> tag.strip().equals(tag(version)));
    }

    private IfMatch() {}
}
