package dev.tocsin.gateway.web;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Parameters of paths and queries. Every method throws {@link InvalidRequestException}. */
final class Parameters {

    static final int MAX_LIMIT = 1_000;

    static long serviceId(Context context) {
        String text = context.pathParam("id");
        Long id = Numbers.whole(text);
        if (id == null) {
            throw new InvalidRequestException(new Problem(
                    "int_parsing",
                    List.of("path", "service_id"),
                    "Input should be a valid integer, unable to parse string as an integer",
                    text));
        }
        return id;
    }

    /** How many are asked for; more than there can be means all there are. */
    static int limit(Context context, int fallback, int cap) {
        return (int) Math.min(cap, whole(context, "limit", fallback, 0));
    }

    static long whole(Context context, String name, long fallback, long min, long max) {
        long value = whole(context, name, fallback, min);
        if (value > max) {
            throw new InvalidRequestException(new Problem(
                    "less_than_equal",
                    List.of("query", name),
                    "Input should be less than or equal to " + max,
                    context.queryParam(name)));
        }
        return value;
    }

    static long whole(Context context, String name, long fallback, long min) {
        String text = context.queryParam(name);
        if (text == null) {
            return fallback;
        }
        Long value = Numbers.whole(text);
        if (value == null) {
            throw new InvalidRequestException(new Problem(
                    "int_parsing",
                    List.of("query", name),
                    "Input should be a valid integer, unable to parse string as an integer",
                    text));
        }
        if (value < min) {
            throw new InvalidRequestException(new Problem(
                    "greater_than_equal",
                    List.of("query", name),
                    "Input should be greater than or equal to " + min,
                    text));
        }
        return value;
    }

    /** A text that can be looked up everywhere, if it is given. */
    static Optional<String> text(Context context, String name) {
        String text = context.queryParam(name);
        if (text != null && !RequestBody.isPrintable(text)) {
            throw new InvalidRequestException(
                    new Problem("value_error", List.of("query", name), RequestBody.UNPRINTABLE, text));
        }
        return Optional.ofNullable(text);
    }

    private Parameters() {}
}
