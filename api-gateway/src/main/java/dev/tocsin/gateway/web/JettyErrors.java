package dev.tocsin.gateway.web;

import dev.tocsin.gateway.board.ApiJson;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The answers to what Jetty refuses before any route sees it, such as headers that are too large: the body of all others. */
final class JettyErrors extends ErrorHandler {

    /** What Jetty takes for the method where it could not read so far. */
    private static final String UNREAD = "BAD";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int code = response.getStatus();
        if (request.getAttribute(ERROR_EXCEPTION) instanceof HttpException refused) {
            code = refused.getCode();
            response.setStatus(code);
        }
        boolean unread = UNREAD.equals(request.getMethod());
        HttpFields.Mutable headers = response.getHeaders();
        SecurityHeaders.put(headers);
        headers.put(HttpHeader.CONTENT_TYPE, "application/json");
        if (unread) {
            // Jetty closes, and a client that is not told sends its next request in vain.
            headers.put(HttpHeader.CONNECTION, "close");
        }
        HttpStatus status = HttpStatus.forStatus(code);
        String body = ApiJson.write(Answers.body(
                status,
                status.getMessage(),
                message(status),
                unread ? "" : path(request),
                unread ? "" : request.getMethod()));
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static String message(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "The address or a header holds what HTTP does not allow there";
            case URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE ->
                "The address and the headers of a request may have 8 KiB together; send less";
            default -> status.getMessage();
        };
    }

    /** Empty where the request is so broken that Jetty made one up. */
    private static String path(Request request) {
        String path = request.getHttpURI() == null ? null : request.getHttpURI().getPath();
        return path == null || path.equals("/badMessage") ? "" : path;
    }
}
