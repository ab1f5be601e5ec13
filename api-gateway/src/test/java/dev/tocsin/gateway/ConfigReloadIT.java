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
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A change of the file reaches what the probers and the job read, without a restart. */
class ConfigReloadIT {

    private static final long PROMISED_MS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    Path folder;

    /** The newest record of a service in the control topic. */
    private static Optional<ConsumerRecord<byte[], byte[]>> newest(String service) {
        return gateway.kafka().topics().read(Topics.CONTROL).stream()
                .filter(record ->
                        ServiceDefinition.controlKey(service).equals(new String(record.key(), StandardCharsets.UTF_8)))
                .reduce((older, newer) -> newer);
    }

    /** Awaits a record with patience, and judges by its own time, since reading the topic takes longer than the way there. */
    private static void assertPublished(
            String service, long writtenAt, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        await().atMost(PATIENCE).until(() -> newest(service).filter(wanted).isPresent());
        assertThat(newest(service).orElseThrow().timestamp() - writtenAt)
                .as("ms until the change of %s was in the topic", service)
                .isLessThan(PROMISED_MS);
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
        await().atMost(PATIENCE)
                .until(() ->
                        newest("reload-a").isPresent() && newest("reload-b").isPresent());

        Files.writeString(
                file,
                "defaults: {interval: 20s}\nservices:\n  - {name: reload a, url: 'http://a.example', quorum: 3}\n"
                        + "  - {name: reload c, url: 'http://c.example'}\n");
        long writtenAt = System.currentTimeMillis();
        assertPublished("reload-b", writtenAt, record -> record.value() == null);
        assertPublished("reload-c", writtenAt, record -> record.value() != null);
        assertPublished(
                "reload-a",
                writtenAt,
                record -> Json.decode(record.value(), ServiceDefinition.class).quorum() == 3);
        await().atMost(PATIENCE)
                .until(() -> json(gateway.get("/config/status")).get("services").asInt() == 2);
        JsonNode loaded = json(gateway.get("/config/status"));
        assertThat(loaded.get("services").asInt()).isEqualTo(2);
        assertThat(json(gateway.post("/services", "{\"name\": \"by hand\", \"url\": \"http://d.example\"}"))
                        .get("interval_seconds")
                        .asInt())
                .as("the API follows the new defaults")
                .isEqualTo(20);

        Files.writeString(
                file, "services:\n  - {name: reload a, url: 'http://a.example'}\n  - name: x\n    intervall: 5s\n");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
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
        await().atMost(PATIENCE).untilAsserted(() -> {
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
