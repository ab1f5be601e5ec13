package dev.tocsin.gateway.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.gateway.board.ApiJson;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How answers look, errors above all. */
final class Answers {

    /** Context attribute with the size of the answer, for the metrics. */
    static final String BYTES = "answer-bytes";

    static void json(Context context, Object view) {
        byte[] body = ApiJson.write(view).getBytes(StandardCharsets.UTF_8);
        context.attribute(BYTES, (long) body.length);
        context.contentType("application/json").result(body);
    }

    /** An answer that is too large to be written from an object of it. */
    static void json(Context context, JsonBody body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try (JsonGenerator out = ApiJson.generator(bytes)) {
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        context.attribute(BYTES, (long) bytes.size());
        context.contentType("application/json").result(bytes.toByteArray());
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    interface JsonBody {
        void write(JsonGenerator out) throws IOException;
    }

    /** The seeds' list of what is wrong, beside what every other error has. */
    static void invalid(Context context, List<Problem> problems) {
        HttpStatus status = HttpStatus.UNPROCESSABLE_CONTENT;
        Problem first = problems.get(0);
        String where = first.loc().stream().map(String::valueOf).collect(Collectors.joining("."));
        error(context, status, problems, where + ": " + first.msg());
    }

    static void failed(Context context, HttpStatus status, String detail) {
        error(context, status, detail, detail);
    }

    /**
     * Tells what is wrong.
     *
     * @param detail in the words that the seeds' clients look for
     * @param message in a sentence that says what to do
     */
    static void failed(Context context, HttpStatus status, String detail, String message) {
        error(context, status, detail, message);
    }

    /** The union of the seeds' error bodies: {@code detail} for some clients, {@code error} to {@code method} for others. */
    static Map<String, Object> body(HttpStatus status, Object detail, String message, String path, String method) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("detail", detail);
        body.put("error", name(status));
        body.put("message", message);
        body.put("path", path);
        body.put("method", method);
        body.put("title", name(status));
        body.put("status", status.getCode());
        return body;
    }

    private static void error(Context context, HttpStatus status, Object detail, String message) {
        context.status(status);
        json(
                context,
                body(status, detail, message, context.path(), context.method().name()));
    }

    /** The library calls 500 otherwise than HTTP does. */
    private static String name(HttpStatus status) {
        return status == HttpStatus.INTERNAL_SERVER_ERROR ? "Internal Server Error" : status.getMessage();
    }

    private Answers() {}
}
