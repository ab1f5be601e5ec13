package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.Topics;
import java.net.http.WebSocket;
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
            closed.countDown();
            return null;
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
        Frames frames = new Frames();
        gateway.client()
                .newWebSocketBuilder()
                .buildAsync(gateway.address("ws", path), frames)
                .join();
        await().until(() -> !frames.all.isEmpty());
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
                    .anyMatch(record -> "tick".equals(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
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
