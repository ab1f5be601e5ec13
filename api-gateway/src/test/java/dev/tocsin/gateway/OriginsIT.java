package dev.tocsin.gateway;

import static dev.tocsin.gateway.GuardedGateway.LOOPBACK;
import static dev.tocsin.gateway.GuardedGateway.basic;
import static dev.tocsin.gateway.GuardedGateway.bearer;
import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.gateway.security.Scope;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which web pages may read answers, change something, and open streams. */
class OriginsIT {

    private static final String FOREIGN = "https://evil.example";
    private static final String LISTED = "https://Status.example.org:8443";
    private static final String SERVICE = "{\"name\": \"x\", \"url\": \"http://a.example\"}";

    @RegisterExtension
    static final GuardedGateway gateway = new GuardedGateway();

    @Test
    void shouldLetAnyPageReadWithoutCredentialsByDefault() {
        gateway.restart(LOOPBACK);
        HttpResponse<String> answer = gateway.ask("GET", "/services", "Origin", FOREIGN);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void shouldLetOnlyListedPagesReadWhenSomeAreListed() {
        gateway.restart(LOOPBACK, "TOCSIN_CORS_ORIGINS", "https://a.example, " + LISTED);

        HttpResponse<String> listed = gateway.ask("GET", "/services", "Origin", LISTED);
        assertThat(listed.statusCode()).isEqualTo(200);
        assertThat(listed.headers().firstValue("Access-Control-Allow-Origin")).hasValue(LISTED);
        assertThat(listed.headers().allValues("Vary")).contains("Origin");
        for (String origin : new String[] {
            FOREIGN, "null", "https://status.example.org", "http://status.example.org:8443", LISTED + ".evil.example"
        }) {
            HttpResponse<String> answer = gateway.ask("GET", "/services", "Origin", origin);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(origin)
                    .isEmpty();
            assertThat(answer.headers().allValues("Vary")).contains("Origin");
        }
        assertThat(gateway.ask("GET", "/").headers().allValues("Vary")).contains("Origin", "Accept");
    }

    @Test
    void shouldAnswerAPreflightAlsoWhereKeysAreNeeded() {
        guarded();

        HttpResponse<String> preflight = gateway.ask(
                "OPTIONS",
                "/services",
                "Origin",
                FOREIGN,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type");

        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("*");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                .hasValue("POST");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("authorization,content-type");
        assertThat(gateway.ask("OPTIONS", "/services").statusCode()).isEqualTo(401);
        assertThat(gateway.ask("GET", "/services", "Origin", FOREIGN)
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .as("so that the page sees the 401")
                .hasValue("*");
    }

    @Test
    void shouldRefuseAChangeByAForeignPageThatTheBrowserAuthenticated() {
        String token = guarded();
        String basic = basic("x", token);

        assertThat(create("Authorization", basic)).isEqualTo(200);
        assertThat(create("Authorization", basic, "Origin", own())).isEqualTo(200);
        assertThat(create("Authorization", basic, "Origin", FOREIGN)).isEqualTo(403);
        assertThat(create("Authorization", basic, "Origin", "null")).isEqualTo(403);
        assertThat(create("Authorization", basic, "Origin", "http://127.0.0.1:1"))
                .isEqualTo(403);
        assertThat(create("Authorization", "Bearer " + token, "Origin", FOREIGN))
                .isEqualTo(200);
        assertThat(create("X-API-Key", token, "Origin", FOREIGN)).isEqualTo(200);
        assertThat(gateway.ask("GET", "/services", "Authorization", basic, "Origin", FOREIGN)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldLetOnlyListedPagesChangeWithoutAKeyWhenSomeAreListed() {
        gateway.restart(LOOPBACK);
        assertThat(create("Origin", FOREIGN)).isEqualTo(200);

        gateway.restart(LOOPBACK, "TOCSIN_CORS_ORIGINS", LISTED);
        assertThat(create("Origin", FOREIGN)).isEqualTo(403);
        assertThat(create("Origin", LISTED)).isEqualTo(200);
        assertThat(create("Origin", own())).isEqualTo(200);
    }

    @Test
    void shouldOpenAStreamOnlyToItsOwnPagesAndToProgramsByDefault() {
        gateway.restart(LOOPBACK);
        assertThat(handshake()).isEqualTo(101);
        assertThat(handshake("Origin", own())).isEqualTo(101);
        assertThat(handshake("Origin", FOREIGN)).isEqualTo(403);
        assertThat(handshake("Origin", "null")).isEqualTo(403);
        assertThat(handshake("Origin", own() + "0")).isEqualTo(403);

        gateway.restart(LOOPBACK, "TOCSIN_CORS_ORIGINS", LISTED);
        assertThat(handshake("Origin", LISTED)).isEqualTo(101);
        assertThat(handshake("Origin", FOREIGN)).isEqualTo(403);
    }

    @Test
    void shouldOpenAStreamOnlyToThoseWhoMayRead() {
        String token = guarded();
        String ingest = gateway.key(Scope.INGEST);
        await().until(() -> gateway.ask("GET", "/services", bearer(ingest)).statusCode() == 403);

        assertThat(handshake()).isEqualTo(401);
        assertThat(handshake(bearer(ingest))).isEqualTo(403);
        assertThat(handshake(bearer(token))).isEqualTo(101);
        assertThat(handshake("Authorization", basic("x", token), "Origin", own()))
                .isEqualTo(101);
    }

    @Test
    void shouldAskForAKeyWhoeverPretendsToWantAStream() {
        String token = guarded();
        for (String path : new String[] {"/services", "/nowhere", "/ws/metrics", "/js/main.js"}) {
            HttpResponse<String> answer = gateway.ask("GET", path, "Sec-WebSocket-Version", "13");
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(json(answer).get("path").asText()).isEqualTo(path);
        }
        HttpResponse<String> nowhere =
                gateway.ask("GET", "/nowhere", "Sec-WebSocket-Version", "13", "X-API-Key", token);
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(json(nowhere).get("error").asText()).isEqualTo("Not Found");
    }

    @Test
    void shouldEndAStreamWhenItsKeyIsRevoked() {
        String token = guarded();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        gateway.client()
                .newWebSocketBuilder()
                .header("X-API-Key", token)
                .buildAsync(gateway.address("ws", "/ws/metrics"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                        ended.complete(status);
                        return null;
                    }
                })
                .join();

        gateway.revoke(token);
        gateway.key(Scope.READ);

        await().atMost(Duration.ofSeconds(5)).until(ended::isDone);
        assertThat(ended.join()).isEqualTo(1008);
    }

    private static String guarded() {
        gateway.restart(LOOPBACK);
        gateway.stop();
        String token = gateway.key(Scope.ADMIN);
        gateway.start(LOOPBACK);
        return token;
    }

    private static String own() {
        return gateway.address("http", "").toString();
    }

    private static int create(String... headers) {
        return gateway.ask("POST", "/services", SERVICE, headers).statusCode();
    }

    /** The status of the answer to one who asks for the stream. */
    private static int handshake(String... headers) {
        WebSocket.Builder builder = gateway.client().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        try {
            builder.buildAsync(gateway.address("ws", "/ws/metrics"), new WebSocket.Listener() {})
                    .join()
                    .abort();
            return 101;
        } catch (CompletionException e) {
            HttpResponse<?> refusal = ((WebSocketHandshakeException) e.getCause()).getResponse();
            assertThat(refusal.headers().firstValue("Content-Type")).hasValue("application/json");
            return refusal.statusCode();
        }
    }
}
