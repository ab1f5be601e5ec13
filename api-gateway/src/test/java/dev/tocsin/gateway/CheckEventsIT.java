package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HealthTrack's topic, as its consumers read it. */
class CheckEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    private static JsonNode register(String name) {
        return json(gateway.post("/services", "{\"name\": \"" + name + "\", \"url\": \"http://a.example\"}"));
    }

    private static List<ConsumerRecord<byte[], byte[]>> events(JsonNode service) {
        String key = service.get("id").asText();
        return gateway.kafka().topics().read(Topics.HEALTH_CHECKS).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .filter(record -> body(record).get("service_name").equals(service.get("name")))
                .toList();
    }

    private static JsonNode body(ConsumerRecord<byte[], byte[]> record) {
        return json(new String(record.value(), StandardCharsets.UTF_8));
    }

    @Test
    void shouldWriteOneEventPerCheckOfARegisteredService() {
        JsonNode service = register("Eventful 1");
        Fed.check(gateway, Fed.ok("eventful-1", "eu", 2_500));
        Fed.check(gateway, Fed.down("eventful-1", "us"));
        Fed.check(gateway, Fed.ok("nobody-registered-me", "eu", 5));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(service)).hasSize(2));

        JsonNode first = body(events(service).get(0));
        assertThat(first.get("service_id")).isEqualTo(service.get("id"));
        assertThat(first.get("service_name").asText()).isEqualTo("Eventful 1");
        assertThat(first.get("status").asText()).isEqualTo("ok");
        assertThat(first.get("response_time_ms").asDouble()).isEqualTo(2_500);
        assertThat(first.get("apdex_score").asDouble()).as("between T and 4T").isEqualTo(0.5);
        assertThat(first.get("error_rate_percent").asDouble()).isZero();
        assertThat(first.get("timestamp").asText()).matches("20.*T.*Z");
        assertThat(first.get("check_id").isIntegralNumber()).isTrue();
        JsonNode second = body(events(service).get(1));
        assertThat(second.get("status").asText()).isEqualTo("down");
        assertThat(second.get("response_time_ms").isNull()).isTrue();
        assertThat(second.get("check_id").asLong())
                .isNotEqualTo(first.get("check_id").asLong());
        assertThat(gateway.kafka().topics().read(Topics.HEALTH_CHECKS))
                .noneMatch(record -> new String(record.value(), StandardCharsets.UTF_8).contains("nobody"));
        assertThat(gateway.get("/metrics").body()).containsPattern("tocsin_check_events_total [1-9]");
    }

    @Test
    void shouldWriteEachCheckOnceAcrossRestartsAndThoseOfTheTimeInBetween() {
        JsonNode service = register("Eventful 2");
        int written = 0;
        for (int run = 0; run < 3; run++) {
            for (int i = 0; i < 20; i++) {
                Fed.check(gateway, Fed.ok("eventful-2", "eu", 10 + i));
                written++;
            }
            // Stopped while it may still be writing.
            gateway.close();
            Fed.check(gateway, Fed.ok("eventful-2", "eu", 5));
            written++;
            gateway.restart();
        }
        int expected = written;

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(service)).hasSize(expected));
        register("Sentinel");
        Fed.check(gateway, Fed.ok("sentinel", "eu", 1));
        await().atMost(PATIENCE).until(() -> gateway.kafka().topics().read(Topics.HEALTH_CHECKS).stream()
                .anyMatch(record -> body(record).get("service_name").asText().equals("Sentinel")));
        List<Long> ids = new ArrayList<>();
        events(service).forEach(event -> ids.add(body(event).get("check_id").asLong()));
        assertThat(ids).hasSize(expected).doesNotHaveDuplicates();
    }
}
