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
        HttpStatus status = HttpStatus.UNPROCESSABLE_CONTENT;
        body.put("detail", problems);
        body.put("title", status.getMessage());
        body.put("status", status.getCode());
        answer(context, status, body);
    }

    static void failed(Context context, HttpStatus status, String detail) {
        answer(
                context,
                status,
                error(status, detail, context.path(), context.method().name()));
    }

    /** The union of the seeds' error bodies: {@code detail} for some clients, {@code error} to {@code method} for others. */
    static Map<String, Object> error(HttpStatus status, String detail, String path, String method) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("detail", detail);
        body.put("error", status.getMessage());
        body.put("message", detail);
        body.put("path", path);
        body.put("method", method);
        body.put("title", status.getMessage());
        body.put("status", status.getCode());
        return body;
    }

    private static void answer(Context context, HttpStatus status, Map<String, Object> body) {
        context.status(status);
        json(context, body);
    }

    private Answers() {}
}
