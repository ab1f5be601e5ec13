package dev.tocsin.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running server, to send requests to; redirects are not followed. Thread-safe. */
public final class Server {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI address;
    private final Map<String, String> headers;

    /** @param headers sent with every request, such as a key */
    public Server(URI address, Map<String, String> headers) {
        this.address = address;
        this.headers = Map.copyOf(headers);
    }

    /** The document that it serves. */
    public Contract contract() {
        JsonNode document = get("/openapi.json").json();
        if (!document.path("paths").isObject()) {
            throw new IllegalStateException(address + "openapi.json is no OpenAPI document");
        }
        return new Contract(document);
    }

    public Answer get(String target) {
        return send(Request.of("GET", target));
    }

    public Answer send(Request request) {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(origin("http") + request.target()))
                .timeout(PATIENCE)
                .method(
                        request.method(),
                        request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(request.body()));
        headers.forEach(http::setHeader);
        request.headers().forEach(http::setHeader);
        try {
            HttpResponse<InputStream> answer = client.send(http.build(), BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                boolean endless =
                        answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
                String body = endless ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(answer.statusCode(), answer.headers(), body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at " + request, e);
        }
    }

    /** The first frame of a WebSocket. */
    String firstFrame(String target) {
        CompletableFuture<String> frame = new CompletableFuture<>();
        WebSocket.Builder builder = client.newWebSocketBuilder();
        headers.forEach(builder::header);
        CompletableFuture<WebSocket> opened =
                builder.buildAsync(URI.create(origin("ws") + target), new FirstFrame(frame));
        try {
            String first = opened.thenCompose(socket -> frame).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            opened.join().abort();
            return first;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no frame came from " + target, e);
        }
    }

    private String origin(String scheme) {
        return scheme + "://" + address.getAuthority();
    }

    private static final class FirstFrame implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<String> frame;

        FirstFrame(CompletableFuture<String> frame) {
            this.frame = frame;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                frame.complete(text.toString());
            }
            socket.request(1);
            return null;
        }
    }
}
