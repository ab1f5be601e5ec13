package dev.tocsin.gateway.web;

import dev.tocsin.gateway.board.ApiJson;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Gives the one error body to requests that are so broken that Jetty refuses them before any route sees them. */
final class BrokenRequests extends ErrorHandler {

    /** What Jetty takes for the method where it could not read so far. */
    private static final String UNREAD = "BAD";

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String reason, Throwable cause, Callback callback) {
        HttpStatus status = HttpStatus.forStatus(code);
        boolean unread = UNREAD.equals(request.getMethod());
        String message =
                switch (status) {
                    case BAD_REQUEST -> "The address or a header holds what HTTP does not allow there";
                    case REQUEST_HEADER_FIELDS_TOO_LARGE -> "Address and headers are too large; send shorter ones";
                    default -> reason == null ? status.getMessage() : reason;
                };
        Map<String, Object> body = Answers.body(
                status,
                status.getMessage(),
                message,
                unread ? "" : request.getHttpURI().getPath(),
                unread ? "" : request.getMethod());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        if (unread) {
            // Jetty closes, and a client that is not told sends its next request in vain.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        response.write(true, ByteBuffer.wrap(ApiJson.write(body).getBytes(StandardCharsets.UTF_8)), callback);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }
}
