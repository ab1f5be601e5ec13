package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
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

/** A change of the file reaches what the probers and the job read, without a restart. */
class ConfigReloadIT {

    private static final Duration PROMISED = Duration.ofSeconds(2);

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    Path folder;

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

    private Path started(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("tocsin.yml"), text);
        gateway.restart(file);
        JsonNode status = json(gateway.get("/config/status"));
        assertThat(status.get("successful").asBoolean()).isTrue();
        return file;
    }

    @Test
    void shouldPublishAChangeWithinTwoSecondsAndKeepTheLastGoodOneWhenTheFileIsWrong() throws IOException {
        Path file = started("services:\n  - {name: reload a, url: 'http://a.example', quorum: 2}\n"
                + "  - {name: reload b, url: 'http://b.example'}\n");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(controlTopic()).containsKeys("reload-a", "reload-b"));

        Files.writeString(
                file,
                "defaults: {interval: 20s}\nservices:\n  - {name: reload a, url: 'http://a.example', quorum: 3}\n"
                        + "  - {name: reload c, url: 'http://c.example'}\n");
        await().atMost(PROMISED).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            assertThat(controlTopic()).containsEntry("reload-b", null).containsKey("reload-c");
            assertThat(controlTopic().get("reload-a").quorum()).isEqualTo(3);
        });
        JsonNode loaded = json(gateway.get("/config/status"));
        assertThat(loaded.get("services").asInt()).isEqualTo(2);
        assertThat(json(gateway.post("/services", "{\"name\": \"by hand\", \"url\": \"http://d.example\"}"))
                        .get("interval_seconds")
                        .asInt())
                .as("the API follows the new defaults")
                .isEqualTo(20);

        Files.writeString(
                file, "services:\n  - {name: reload a, url: 'http://a.example'}\n  - name: x\n    intervall: 5s\n");
        await().atMost(PROMISED).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(
                        json(gateway.get("/config/status")).get("successful").asBoolean())
                .isFalse());
        JsonNode refused = json(gateway.get("/config/status"));
        assertThat(refused.get("file").asText()).isEqualTo("tocsin.yml");
        assertThat(refused.get("line").asInt()).isEqualTo(3);
        assertThat(refused.get("key").asText()).isEqualTo("url");
        assertThat(refused.get("problems").get(1).get("key").asText()).isEqualTo("intervall");
        assertThat(refused.get("error").asText()).contains("did you mean \"interval\"?");
        assertThat(refused.get("loaded_at")).isEqualTo(loaded.get("loaded_at"));
        assertThat(gateway.get("/metrics").body())
                .contains("tocsin_config_last_reload_successful 0.0")
                .contains("tocsin_config_last_reload_success_timestamp_seconds ");
        assertThat(gateway.get("/services").body()).contains("reload-c");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(gateway.app().condition().healthy()).isTrue();
            assertThat(gateway.app().condition().detail()).contains("did you mean \"interval\"?");
        });
    }

    @Test
    void shouldRefuseToStartWithEverythingThatIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("tocsin.yml"), "servces: []\ndefaults: {quorum: 0}\n");
        GatewayConfig config = RunningGateway.config(
                gateway.kafka().bootstrapServers(), gateway.postgres(), file, Duration.ofSeconds(20));

        assertThatThrownBy(() -> GatewayApp.start(config))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("line 1: there is no key \"servces\"")
                .hasMessageContaining("line 2: \"quorum: 0\"");
    }

    @Test
    void shouldServeTheSchema() {
        var answer = gateway.get("/tocsin.schema.json");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("$schema").asText()).contains("2020-12");
    }

    @Test
    void shouldSayThatThereIsNoFile() {
        gateway.restart();

        JsonNode status = json(gateway.get("/config/status"));
        assertThat(status.get("configured").asBoolean()).isFalse();
        assertThat(gateway.get("/metrics").body()).doesNotContain("tocsin_config_last_reload");
    }
}
