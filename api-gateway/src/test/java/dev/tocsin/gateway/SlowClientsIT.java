package dev.tocsin.gateway;

import static dev.tocsin.gateway.GuardedGateway.LOOPBACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that hold a connection without using it, each with a socket of its own, since no client library is that slow. */
class SlowClientsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final long FILE_BYTES = 3_361_304;
    private static final String CREATE = "POST /services HTTP/1.1\r\nHost: a\r\nContent-Length: ";

    @RegisterExtension
    static final GuardedGateway gateway = new GuardedGateway();

    @BeforeAll
    static void start() {
        gateway.start(
                LOOPBACK,
                "TOCSIN_HTTP_REQUEST_TIMEOUT",
                "800ms",
                "TOCSIN_HTTP_IDLE_TIMEOUT",
                "2s",
                "TOCSIN_HTTP_MAX_CONNECTIONS",
                "20");
    }

    @Test
    void shouldCutOffAClientThatTricklesHeaders() throws IOException {
        try (Socket socket = connect()) {
            long began = System.nanoTime();
            send(socket, "GET /services HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            trickleUntilCutOff(socket);
            // Not by the idle timeout, which each byte begins anew.
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(700), PATIENCE);
        }
    }

    @Test
    void shouldCutOffAClientThatTricklesTheHeadersOfItsSecondRequest() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /metrics/health HTTP/1.1\r\nHost: a\r\n\r\n");
            await().atMost(PATIENCE).until(() -> socket.getInputStream().available() > 0);
            send(socket, "GET ");
            trickleUntilCutOff(socket);
        }
    }

    @Test
    void shouldAnswerInTheUsualBodyAndCutOffAClientThatTricklesABody() throws IOException {
        try (Socket socket = connect()) {
            send(socket, CREATE + "1000\r\n\r\n{");
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                send(socket, " ");
                return socket.getInputStream().available() > 0;
            });
            String answer = new String(socket.getInputStream().readNBytes(900), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 408 ")
                    .contains("came too slowly")
                    .containsIgnoringCase("connection: close")
                    .contains("\"path\":\"/services\"");
        }
    }

    @Test
    void shouldCutOffAClientThatReadsAnAnswerTooSlowly() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    gateway.address("http", "").getPort()));
            for (int i = 0; i < 20; i++) {
                send(socket, "GET /webjars/echarts/5.5.0/echarts.js HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            InputStream in = socket.getInputStream();
            long end = System.nanoTime() + PATIENCE.toNanos();
            await().atMost(PATIENCE.multipliedBy(2))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> in.read() < 0 || System.nanoTime() > end);
            // What was on its way still comes, and of twenty files that is not much.
            assertThat(remaining(in)).isLessThan(FILE_BYTES * 10);
        }
    }

    private static long remaining(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long all = 0;
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all += read;
            }
        } catch (SocketException e) {
            assertThat(e).as("cut off").hasMessageContaining("reset");
        }
        return all;
    }

    @Test
    void shouldCutOffAClientThatFallsSilent() throws IOException {
        for (String sent : new String[] {"", "GET /ser", CREATE + "1000\r\n\r\n", CREATE + "1000\r\n\r\n{\"a"}) {
            try (Socket socket = connect()) {
                send(socket, sent);
                socket.setSoTimeout((int) PATIENCE.toMillis());
                byte[] all = socket.getInputStream().readAllBytes();
                assertThat(new String(all, StandardCharsets.UTF_8)).as(sent).doesNotContain(" 200 ");
            } catch (SocketException e) {
                assertThat(e).as("cut off").hasMessageContaining("reset");
            }
        }
    }

    @Test
    void shouldKeepAStreamWhoseReaderSaysSomethingNowAndThen() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        WebSocket stream = gateway.client()
                .newWebSocketBuilder()
                .buildAsync(gateway.address("ws", "/ws/metrics"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                        ended.complete(status + " " + reason);
                        return null;
                    }
                })
                .get(5, TimeUnit.SECONDS);

        // Thrice as long as headers may take.
        await().during(Duration.ofMillis(2_400)).atMost(PATIENCE).until(() -> {
            stream.sendPing(ByteBuffer.allocate(1)).get(1, TimeUnit.SECONDS);
            return !ended.isDone();
        });
        stream.abort();
    }

    @Test
    void shouldServeAClientWhoseBodyComesInParts() throws IOException {
        String body = "{\"name\": \"parts\", \"url\": \"http://a.example\"}";
        try (Socket socket = connect()) {
            send(socket, CREATE + body.length() + "\r\n\r\n" + body.substring(0, 9));
            await().pollDelay(Duration.ofMillis(400)).until(() -> true);
            send(socket, body.substring(9));
            await().atMost(PATIENCE).until(() -> socket.getInputStream().available() > 0);
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void shouldServeNobodyElseWhileAllConnectionsAreHeldAndEverybodyAfterwards() throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 25; i++) {
                held.add(connect());
            }
            assertThat(isAnsweredAtOnce()).isFalse();
            await().atMost(Duration.ofSeconds(20)).until(SlowClientsIT::isAnsweredAtOnce);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    private static boolean isAnsweredAtOnce() throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(500);
            send(socket, "GET /metrics/health HTTP/1.1\r\nHost: a\r\n\r\n");
            return socket.getInputStream().read() == 'H';
        } catch (SocketTimeoutException | SocketException e) {
            return false; // it waits, or was closed: either way nobody answers
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), gateway.address("http", "").getPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Sends a byte now and then; a connection that is closed at the other end refuses the second one after that. */
    private static void trickleUntilCutOff(Socket socket) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            try {
                send(socket, "x");
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }
}
