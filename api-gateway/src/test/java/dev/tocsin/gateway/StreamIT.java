package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    /** Collects frames. */
    private static final class Frames implements WebSocket.Listener {
        private final List<JsonNode> all = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile int status;
        private volatile String reason;
        private volatile WebSocket socket;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                all.add(json(text.toString()));
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            this.status = status;
            this.reason = reason;
            closed.countDown();
            return null;
        }

        List<String> types() {
            return all.stream().map(frame -> frame.get("type").asText()).toList();
        }

        String lastId() {
            return all.get(all.size() - 1).get("id").asText();
        }

        boolean has(String type, String key) {
            return all.stream()
                    .anyMatch(frame -> frame.get("type").asText().equals(type)
                            && frame.path("data").path("key").asText().equals(key));
        }

        List<JsonNode> of(String type, String service) {
            List<JsonNode> found = new ArrayList<>();
            for (JsonNode frame : all) {
                if (frame.get("type").asText().equals(type)
                        && frame.path("data").path("service").asText().equals(service)) {
                    found.add(frame.get("data"));
                }
            }
            return found;
        }
    }

    private static Frames connect(String path) {
        Frames frames = open(path);
        await().until(() -> !frames.all.isEmpty());
        return frames;
    }

    private static Frames open(String path) {
        Frames frames = new Frames();
        frames.socket = gateway.client()
                .newWebSocketBuilder()
                .buildAsync(gateway.address("ws", path), frames)
                .join();
        return frames;
    }

    private static JsonNode ingest(String service, String metric, double value) {
        var answer = gateway.post(
                "/metrics/ingest",
                "{\"timestamp\": \"" + Instant.now() + "\", \"service\": \"" + service + "\", \"metric_type\": \""
                        + metric + "\", \"value\": " + value + ", \"tags\": {\"endpoint\": \"/cart\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    @Test
    void shouldAnswerStoreAndStreamASampleThatIsInItsLimits() {
        Frames frames = connect("/ws/metrics");
        assertThat(frames.all.get(0).get("type").asText()).isEqualTo("initial");

        JsonNode answer = ingest("calm", "latency", 500);

        assertThat(answer).isEqualTo(json("{\"status\": \"success\"}"));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !frames.of("metric", "calm").isEmpty());
        JsonNode row = frames.of("metric", "calm").get(0);
        assertThat(row.get("metric_type").asText()).isEqualTo("latency");
        assertThat(row.get("tags").get("endpoint").asText()).isEqualTo("/cart");
        assertThat(frames.of("alert", "calm")).isEmpty();
        TelemetrySample stored = gateway.kafka().topics().read(Topics.TELEMETRY).stream()
                .filter(record -> record.value().length > 0)
                .map(record -> ObservationReader.telemetry(record.value()))
                .filter(sample -> sample.service().equals("calm"))
                .findFirst()
                .orElseThrow();
        assertThat(stored.value()).isEqualTo(500);
    }

    @Test
    void shouldGiveTheSameAlertInAnswerStreamAndListWhenALimitIsCrossed() {
        Frames frames = connect("/ws/metrics");

        JsonNode alert = ingest("hot", "cpu", 95.5).get("alert");

        assertThat(alert.get("severity").asText()).isEqualTo("critical");
        assertThat(alert.get("threshold").asDouble()).isEqualTo(95);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !frames.of("alert", "hot").isEmpty());
        assertThat(frames.of("alert", "hot").get(0).get("id")).isEqualTo(alert.get("id"));
        assertThat(gateway.get("/metrics/alerts?limit=100").body())
                .contains(alert.get("id").asText());
        JsonNode second = ingest("hot", "cpu", 96).get("alert");
        assertThat(second.get("id")).as("one incident, one entry").isEqualTo(alert.get("id"));
    }

    @Test
    void shouldSendTheBoardFirstAndCardsWhenTheyChange() {
        Frames frames = connect("/ws/metrics?feed=board");
        await().until(() -> frames.all.size() >= 2);
        assertThat(frames.all.get(0).get("type").asText()).isEqualTo("board");
        assertThat(frames.all.get(0).get("data").get("counts").has("no_data")).isTrue();
    }

    @Test
    void shouldTellWhenAServiceComesAndGoes() {
        Frames frames = connect("/ws/metrics?feed=board");
        JsonNode created = json(gateway.post("/services", "{\"name\": \"Brief\", \"url\": \"http://a.example\"}"));
        await().atMost(Duration.ofSeconds(5)).until(() -> frames.has("service", "brief"));

        gateway.delete("/services/" + created.get("id"));

        await().atMost(Duration.ofSeconds(5)).until(() -> frames.has("service_removed", "brief"));
        assertThat(frames.all).anyMatch(frame -> frame.get("type").asText().equals("counts"));
    }

    @Test
    void shouldGoOnWhereItStoppedWhenAReaderComesBack() {
        Frames away = connect("/ws/metrics?service=resumer");
        ingest("resumer", "latency", 1);
        await().until(() -> away.of("metric", "resumer").size() == 1);
        away.socket.abort();
        for (int value = 2; value <= 4; value++) {
            ingest("resumer", "latency", value);
            ingest("somebody else", "latency", value);
        }

        Frames back = connect("/ws/metrics?service=resumer&resume=" + away.lastId());
        ingest("resumer", "latency", 5);

        await().until(() -> back.of("metric", "resumer").size() == 4);
        assertThat(back.types()).containsExactly("resumed", "metric", "metric", "metric", "metric");
        assertThat(back.all.get(0).at("/data/complete").asBoolean()).isTrue();
        assertThat(back.of("metric", "resumer"))
                .extracting(row -> row.get("value").asInt())
                .containsExactly(2, 3, 4, 5);
        assertThat(connect("/ws/metrics?resume=1-1")
                        .all
                        .get(0)
                        .at("/data/complete")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void shouldSayWhatCannotBeAskedFor() throws Exception {
        for (String wrong : List.of("types=colour", "feed=everything", "resume=yesterday", "last_event_id=-")) {
            Frames refused = open("/ws/metrics?" + wrong);
            assertThat(refused.closed.await(5, TimeUnit.SECONDS)).as(wrong).isTrue();
            assertThat(refused.status).isEqualTo(1008);
            assertThat(refused.reason).contains(wrong.replaceFirst("=.*", ""));
            assertThat(gateway.get("/stream?" + wrong).statusCode()).as(wrong).isEqualTo(422);
        }
    }

    private record Events(List<String> lines, InputStream stream) implements AutoCloseable {

        static Events open(String path, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(gateway.address("http", path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            try {
                HttpResponse<InputStream> answer =
                        gateway.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=utf-8");
                Events events = new Events(new CopyOnWriteArrayList<>(), answer.body());
                Thread reader = new Thread(events::read, "events");
                reader.setDaemon(true);
                reader.start();
                return events;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void read() {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                lines.add("closed");
            }
        }

        boolean has(String text) {
            return lines.stream().anyMatch(line -> line.contains(text));
        }

        String lastId() {
            return lines.stream().filter(line -> line.startsWith("id: ")).reduce("", (one, next) -> next.substring(4));
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    @Test
    void shouldStreamTheSameAsEventsAndGoOnAfterTheLastThatWasHeard() throws Exception {
        String last;
        try (Events events = Events.open("/stream?service=eventful&types=metric,alert")) {
            ingest("eventful", "cpu", 99);
            ingest("somebody else", "cpu", 99);
            await().until(() -> events.has("\"threshold\""));
            assertThat(events.lines()).containsSubsequence("event: initial", "event: metric", "event: alert");
            assertThat(events.has("somebody else")).isFalse();
            last = events.lastId();
        }
        ingest("eventful", "cpu", 42);
        try (Events back = Events.open("/stream?service=eventful", "Last-Event-ID", last)) {
            await().until(() -> back.has("42.0"));
            assertThat(back.lines().get(0)).isEqualTo("event: resumed");
            assertThat(back.lines()).doesNotContain("event: initial");
        }
        await().atMost(Duration.ofSeconds(40))
                .until(() -> gateway.get("/metrics").body().contains("http_requests_active 1.0"));
    }

    @Test
    void shouldAnswerWhatEventsWouldBeLikeWithoutBeginningThem() {
        HttpResponse<String> head = gateway.send(HttpRequest.newBuilder(gateway.address("http", "/stream"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10))
                .build());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=utf-8");
        assertThat(head.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(gateway.send(HttpRequest.newBuilder(gateway.address("http", "/stream?feed=x"))
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void shouldDropAReaderThatDoesNotReadAndServeTheOthers() throws Exception {
        Frames quick = connect("/ws/metrics?service=flood");
        try (Socket socket = notReading("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
                Socket web = notReading("GET /ws/metrics HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")) {
            String tags = "\"" + "x".repeat(50_000) + "\"";
            int sent = 0;
            while (!gateway.get("/metrics").body().contains("tocsin_live_listeners_dropped_total 2.0")) {
                assertThat(++sent).isLessThan(3_000);
                var answer = gateway.post(
                        "/metrics/ingest",
                        "{\"timestamp\": \"" + Instant.now()
                                + "\", \"service\": \"flood\", \"metric_type\": \"latency\"," + " \"value\": " + sent
                                + ", \"tags\": {\"long\": " + tags + "}}");
                assertThat(answer.statusCode()).isEqualTo(200);
            }
            int all = sent;
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> quick.of("metric", "flood").size() == all);
            assertThat(text(socket)).contains("event: dropped").contains("too slow");
            assertThat(text(web)).contains("too slow");
        }
    }

    private static Socket notReading(String request) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(
                gateway.address("http", "/").getHost(),
                gateway.address("http", "/").getPort()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** What was on its way when it was dropped, with the reason at the end. */
    private static String text(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[64 * 1024];
        int length;
        while (text.indexOf("too slow") < 0 && (length = socket.getInputStream().read(buffer)) >= 0) {
            text.delete(0, Math.max(0, text.length() - 1_000));
            text.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    @Test
    void shouldTickEveryPartitionOfTheInputsAndTheControlTopic() {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            for (Topics.Spec spec : Topics.ALL) {
                if (Topics.INPUTS.contains(spec.name())) {
                    assertThat(gateway.kafka().topics().read(spec.name()).stream()
                                    .filter(record -> record.key() == null && record.value().length == 0)
                                    .map(record -> record.partition())
                                    .distinct())
                            .hasSize(spec.partitions());
                }
            }
            assertThat(gateway.kafka().topics().read(Topics.CONTROL))
                    .anyMatch(record -> "tick".equals(new String(record.key(), StandardCharsets.UTF_8))
                            && record.value() != null
                            && record.value().length == 0);
        });
    }

    @Test
    void shouldStopQuicklyAndCloseTheStreamsWhenBrowsersListen() throws Exception {
        Frames frames = connect("/ws/metrics");
        long before = System.nanoTime();

        gateway.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(frames.closed.await(5, TimeUnit.SECONDS)).isTrue();
        gateway.restart();
    }
}
