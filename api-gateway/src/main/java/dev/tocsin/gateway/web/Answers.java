package dev.tocsin.gateway.web;

import dev.tocsin.gateway.board.ApiJson;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
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

    static void invalid(Context context, List<Problem> problems) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("detail", problems);
        error(context, HttpStatus.UNPROCESSABLE_CONTENT, body);
    }

    /** The union of the seeds' error bodies: {@code detail} for some clients, {@code error} to {@code method} for others. */
    static void failed(Context context, HttpStatus status, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("detail", detail);
        body.put("error", name(status));
        body.put("message", detail);
        body.put("path", context.path());
        body.put("method", context.method().name());
        error(context, status, body);
    }

    private static void error(Context context, HttpStatus status, Map<String, Object> body) {
        body.put("title", name(status));
        body.put("status", status.getCode());
        context.status(status);
        json(context, body);
    }

    /** The library calls 500 otherwise than HTTP does. */
    private static String name(HttpStatus status) {
        return status == HttpStatus.INTERNAL_SERVER_ERROR ? "Internal Server Error" : status.getMessage();
    }

    private Answers() {}
}
