package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.embedded.EmbeddedKafka;
import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import dev.tocsin.events.service.Settings;
import dev.tocsin.testkit.FaultProxy;
import dev.tocsin.testkit.PostgresExtension;
import dev.tocsin.testkit.TestTopics;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What still works while Postgres or Kafka is away, and that nothing is lost by it. */
class OutageIT {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    static Path folder;

    private final FaultProxy toKafka = FaultProxy.open();
    private final FaultProxy toPostgres = FaultProxy.before(postgres.port());
    private EmbeddedKafka kafka;
    private RunningGateway gateway;

    @BeforeEach
    void start(@TempDir Path own) {
        kafka = EmbeddedKafka.start(own, 0, toKafka.port());
        toKafka.forwardTo(Integer.parseInt(kafka.bootstrapServers().replaceFirst(".*:", "")));
        gateway = RunningGateway.start(config());
        await().atMost(LONG_ENOUGH).until(() -> stale("/services").isEmpty());
    }

    private GatewayConfig config() {
        String url = postgres.jdbcUrl().replace(":" + postgres.port() + "/", ":" + toPostgres.port() + "/");
        Map<String, String> environment =
                RunningGateway.environment(toKafka.address(), postgres, null, Duration.ofSeconds(20));
        environment.put("TOCSIN_DATABASE_URL", url);
        return GatewayConfig.from(new Settings(environment));
    }

    @AfterEach
    void stop() {
        gateway.close();
        kafka.close();
        toKafka.close();
        toPostgres.close();
    }

    private Optional<String> stale(String path) {
        HttpResponse<String> answer = gateway.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Tocsin-Stale");
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return gateway.send(HttpRequest.newBuilder(gateway.address("http", path))
                .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                .build());
    }

    private JsonNode create(String name) {
        HttpResponse<String> answer = send("POST", "/services", "{'name': '" + name + "', 'url': 'http://a.example'}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private Map<String, ServiceDefinition> controlTopic() {
        Map<String, ServiceDefinition> definitions = new HashMap<>();
        new TestTopics(toKafka.address()).read(Topics.CONTROL).forEach(record -> {
            String key = ServiceDefinition.serviceKeyOf(new String(record.key(), StandardCharsets.UTF_8));
            if (key != null) {
                definitions.put(
                        key, record.value() == null ? null : Json.decode(record.value(), ServiceDefinition.class));
            }
        });
        return definitions;
    }

    @Test
    void shouldReadFromMemoryAndRefuseWritesWhilePostgresIsAway() {
        JsonNode created = create("Away of Postgres");
        String path = "/services/" + created.get("id");
        toPostgres.refuse();
        await().atMost(LONG_ENOUGH).until(() -> stale("/services").equals(Optional.of("postgres")));

        assertThat(json(gateway.get(path))).isEqualTo(created);
        for (String read : List.of(
                path,
                path + "/timeline",
                path + "/health",
                "/services/statistics",
                "/board",
                "/metrics/services",
                "/metrics/alerts")) {
            assertThat(stale(read)).as(read).hasValue("postgres");
        }
        for (HttpResponse<String> write : List.of(
                send("POST", "/services", "{'name': 'x', 'url': 'http://a.example'}"),
                send("POST", "/services/bulk", "[{'name': 'x', 'url': 'http://a.example'}]"),
                send("PUT", path, "{'name': 'x', 'url': 'http://a.example'}"),
                send("PATCH", path, "{'quorum': 2}"),
                send("DELETE", path, ""),
                gateway.get(path + "/checks"))) {
            assertThat(write.statusCode()).as(write.body()).isEqualTo(503);
            assertThat(write.headers().firstValue("Retry-After")).isPresent();
            assertThat(write.headers().firstValue("Tocsin-Stale")).isEmpty();
        }

        toPostgres.restore();
        await().atMost(LONG_ENOUGH).until(() -> stale("/services").isEmpty());
        assertThat(json(send("PATCH", path, "{'quorum': 2}")).get("version").asLong())
                .isEqualTo(2);
        assertThat(gateway.get("/services").body()).doesNotContain("\"name\":\"x\"");
    }

    @Test
    void shouldStoreChangesAndLetTheTopicFollowWhenKafkaComesBackAlsoAfterARestart() {
        JsonNode kept = create("Away of Kafka");
        JsonNode gone = create("Gone meanwhile");
        await().atMost(LONG_ENOUGH)
                .until(() -> controlTopic().keySet().containsAll(List.of("away-of-kafka", "gone-meanwhile")));
        toKafka.refuse();

        assertThat(send("PATCH", "/services/" + kept.get("id"), "{'quorum': 4}").statusCode())
                .isEqualTo(200);
        assertThat(gateway.delete("/services/" + gone.get("id")).statusCode()).isEqualTo(200);
        create("New meanwhile");
        assertThat(gateway.get("/services").body()).contains("new-meanwhile").doesNotContain("gone-meanwhile");
        await().atMost(LONG_ENOUGH).until(() -> stale("/services").equals(Optional.of("kafka")));
        assertThat(stale("/metrics/alerts")).hasValue("kafka");
        HttpResponse<String> sample =
                send("POST", "/metrics/ingest", "{'timestamp': 1, 'service': 'a', 'metric_type': 'cpu', 'value': 1}");
        assertThat(sample.statusCode()).isEqualTo(503);
        assertThat(sample.headers().firstValue("Retry-After")).isPresent();

        gateway.close();
        toKafka.restore();
        gateway.run(config());

        await().atMost(LONG_ENOUGH).untilAsserted(() -> {
            Map<String, ServiceDefinition> topic = controlTopic();
            assertThat(topic.get("away-of-kafka").quorum()).isEqualTo(4);
            assertThat(topic).containsEntry("gone-meanwhile", null).containsKey("new-meanwhile");
        });
        await().atMost(LONG_ENOUGH).until(() -> stale("/services").isEmpty());
    }
}
