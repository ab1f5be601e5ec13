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

    static void invalid(Context context, List<Problem> problems) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("detail", problems);
        error(context, HttpStatus.UNPROCESSABLE_CONTENT, body);
    }

    /** The union of the seeds' error bodies: {@code detail} for some clients, {@code error} to {@code method} for others. */
    static void failed(Context context, HttpStatus status, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("detail", detail);
        body.put("error", status.getMessage());
        body.put("message", detail);
        body.put("path", context.path());
        body.put("method", context.method().name());
        error(context, status, body);
    }

    private static void error(Context context, HttpStatus status, Map<String, Object> body) {
        body.put("title", status.getMessage());
        body.put("status", status.getCode());
        context.status(status);
        json(context, body);
    }

    private Answers() {}
}
