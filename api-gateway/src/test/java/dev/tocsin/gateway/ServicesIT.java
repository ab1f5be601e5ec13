package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ServicesIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    /** The newest definition of each service in the control topic; a deleted one is null. */
    private static Map<String, ServiceDefinition> controlTopic() {
        Map<String, ServiceDefinition> definitions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : gateway.kafka().topics().read(Topics.CONTROL)) {
            String key = ServiceDefinition.serviceKeyOf(new String(record.key(), StandardCharsets.UTF_8));
            if (key != null) {
                definitions.put(
                        key, record.value() == null ? null : Json.decode(record.value(), ServiceDefinition.class));
            }
        }
        return definitions;
    }

    private static JsonNode create(String body) {
        var answer = gateway.post("/services", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    @Test
    void shouldPublishAServiceWithTheNextSliceBoundaryWhenItIsCreated() {
        long before = System.currentTimeMillis();
        JsonNode created =
                create("{\"name\": \"Create Me\", \"url\": \"HTTP://Shop.example\", \"interval_seconds\": \"30\"}");

        assertThat(created.get("url").asText()).isEqualTo("http://shop.example/");
        assertThat(created.get("interval_seconds").asLong()).isEqualTo(30);
        assertThat(created.get("timeout_seconds").asLong()).isEqualTo(10);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(controlTopic()).containsKey("create-me"));
        ServiceDefinition published = controlTopic().get("create-me");
        assertThat(published.id()).isEqualTo(created.get("id").asLong());
        assertThat(published.version()).isEqualTo(1);
        assertThat(published.effectiveAt() % 10_000).isZero();
        assertThat(published.effectiveAt()).isBetween(before + 5_000, System.currentTimeMillis() + 15_000);
        assertThat(gateway.get("/services").body()).contains("\"create-me\"");
    }

    @Test
    void shouldKeepALongNameWholeAndPublishItShortened() {
        String name = "Long ".repeat(51);
        JsonNode created = create("{\"name\": \"" + name + "\", \"url\": \"http://a.example\"}");

        assertThat(created.get("name").asText()).isEqualTo(name.strip());
        assertThat(gateway.get("/services").body()).contains(name.strip());
        String key = created.get("key").asText();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(controlTopic()).containsKey(key));
        assertThat(controlTopic().get(key).name()).hasSize(200).endsWith("…");
    }

    @Test
    void shouldGiveASecondServiceOfANameAKeyOfItsOwn() {
        JsonNode first = create("{\"name\": \"Twin\", \"url\": \"http://a.example\"}");
        JsonNode second = create("{\"name\": \"Twin\", \"url\": \"http://b.example\"}");

        assertThat(first.get("key").asText()).isEqualTo("twin");
        assertThat(second.get("key").asText())
                .isEqualTo("twin-" + second.get("id").asLong());
    }

    @Test
    void shouldDeleteFromTheTopicAndNotReuseTheKeyWhenAServiceIsDeleted() {
        long id = create("{\"name\": \"Gone\", \"url\": \"http://a.example\"}")
                .get("id")
                .asLong();

        assertThat(json(gateway.delete("/services/" + id)).get("ok").asBoolean())
                .isTrue();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(controlTopic()).containsEntry("gone", null));
        assertThat(gateway.delete("/services/" + id).statusCode()).isEqualTo(404);
        JsonNode again = create("{\"name\": \"Gone\", \"url\": \"http://a.example\"}");
        assertThat(again.get("key").asText())
                .isEqualTo("gone-" + again.get("id").asLong());
    }

    @Test
    void shouldKeepServicesAndPublishNothingAnewWhenItIsRestarted() {
        create("{\"name\": \"Stays\", \"url\": \"http://a.example\"}");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(controlTopic()).containsKey("stays"));
        gateway.close();
        long records = recordsOf("stays");

        gateway.restart();

        assertThat(gateway.get("/services").body()).contains("\"stays\"");
        JsonNode marker = create("{\"name\": \"After restart\", \"url\": \"http://a.example\"}");
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(controlTopic())
                .containsKey(marker.get("key").asText()));
        assertThat(recordsOf("stays")).isEqualTo(records);
    }

    @Test
    void shouldFollowTheFileAtEachStart(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tocsin.yml");
        Files.writeString(file, """
                defaults:
                  interval: 1s
                services:
                  - name: From file
                    url: http://a.example/health
                    quorum: 2
                  - name: Vanishes
                    url: http://b.example
                """);
        gateway.restart(file);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(controlTopic()).containsKeys("from-file", "vanishes"));
        assertThat(controlTopic().get("from-file").intervalMs()).isEqualTo(1_000);

        Files.writeString(file, """
                services:
                  - name: From file
                    url: http://a.example/health
                    quorum: 3
                """);
        gateway.restart(file);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(controlTopic()).containsEntry("vanishes", null);
            assertThat(controlTopic().get("from-file").version()).isEqualTo(2);
        });
        assertThat(controlTopic().get("from-file").quorum()).isEqualTo(3);
    }

    @Test
    void shouldHandTheServicesOfAFileToTheApiWhenThereIsNoFileAnyMore(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("tocsin.yml"), """
                services:
                  - {name: Left 1, url: 'http://a.example', interval: 1500ms, timeout: 100ms}
                  - {name: Left 2, url: 'http://b.example'}
                """);
        gateway.restart(file);
        JsonNode declared = only("Left 1");
        String path = "/services/" + declared.get("id");
        assertThat(patch(path, "{\"quorum\": 2}").statusCode()).isEqualTo(409);
        assertThat(declared.get("interval_seconds").asLong()).isEqualTo(2);
        assertThat(declared.get("interval_ms").asLong()).isEqualTo(1_500);
        assertThat(declared.get("timeout_seconds").asLong()).isEqualTo(1);
        assertThat(declared.get("timeout_ms").asLong()).isEqualTo(100);

        gateway.restart();

        JsonNode left = only("Left 1");
        assertThat(left.get("origin").asText()).isEqualTo("api");
        assertThat(left.get("version")).isEqualTo(declared.get("version"));
        JsonNode changed = json(patch(path, "{\"quorum\": 2}"));
        assertThat(changed.get("quorum").asInt()).isEqualTo(2);
        assertThat(changed.get("interval_ms").asLong()).isEqualTo(1_500);
        assertThat(gateway.delete("/services/" + only("Left 2").get("id")).statusCode())
                .isEqualTo(200);

        gateway.restart(file);

        assertThat(only("Left 1").get("origin").asText())
                .as("the file claims it again")
                .isEqualTo("file");
        assertThat(only("Left 1").get("id")).isEqualTo(declared.get("id"));
        assertThat(only("Left 1").get("quorum").asInt()).isEqualTo(1);
    }

    private static HttpResponse<String> patch(String path, String body) {
        return gateway.send(HttpRequest.newBuilder(gateway.address("http", path))
                .method("PATCH", BodyPublishers.ofString(body))
                .build());
    }

    private static JsonNode only(String name) {
        JsonNode found = json(gateway.get("/services?name=" + name.replace(" ", "%20")));
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private static long recordsOf(String key) {
        return gateway.kafka().topics().read(Topics.CONTROL).stream()
                .filter(record ->
                        ServiceDefinition.controlKey(key).equals(new String(record.key(), StandardCharsets.UTF_8)))
                .count();
    }
}
