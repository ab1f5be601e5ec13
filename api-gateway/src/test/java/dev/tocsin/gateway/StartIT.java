package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.embedded.EmbeddedKafka;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Secret;
import dev.tocsin.gateway.security.SecurityConfig;
import dev.tocsin.gateway.store.DatabaseSettings;
import dev.tocsin.testkit.FaultProxy;
import dev.tocsin.testkit.PostgresExtension;
import dev.tocsin.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What happens when something is missing. */
class StartIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @Test
    void shouldNameThePlaceAndTheRemedyWhenPostgresDoesNotAnswer() {
        GatewayConfig config = new GatewayConfig(
                "127.0.0.1",
                0,
                "127.0.0.1:1",
                new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/tocsin?x=hidden", "tocsin", new Secret("hidden")),
                Optional.empty(),
                Duration.ofSeconds(1),
                SecurityConfig.defaults());

        assertThatThrownBy(() -> GatewayApp.start(config))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/tocsin did not answer within 1 s")
                .hasMessageContaining("TOCSIN_DATABASE_URL")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void shouldRefuseToStartWhenOtherMachinesCouldReachIt() {
        GatewayConfig config = new GatewayConfig(
                "0.0.0.0",
                0,
                "127.0.0.1:1",
                new DatabaseSettings(postgres.jdbcUrl(), postgres.user(), postgres.password()),
                Optional.empty(),
                Duration.ofSeconds(1),
                SecurityConfig.defaults());

        assertThatThrownBy(() -> GatewayApp.start(config))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("TOCSIN_HTTP_HOST=0.0.0.0");
    }

    @Test
    void shouldKeepDefinitionsAndRefuseSamplesUntilKafkaComes(@TempDir Path folder) {
        try (FaultProxy proxy = FaultProxy.open();
                RunningGateway gateway = RunningGateway.start(
                        RunningGateway.config(proxy.address(), postgres, null, Duration.ofMillis(200)))) {
            assertThat(gateway.app().condition().healthy()).isFalse();
            assertThat(gateway.get("/health").statusCode()).isEqualTo(503);
            var sample = gateway.post(
                    "/metrics/ingest",
                    "{\"timestamp\": 1767323045, \"service\": \"a\", \"metric_type\": \"cpu\", \"value\": 1}");
            assertThat(sample.statusCode()).isEqualTo(503);
            assertThat(sample.headers().firstValue("Retry-After")).isPresent();
            var created = gateway.post("/services", "{\"name\": \"Early\", \"url\": \"http://a.example\"}");
            assertThat(created.statusCode()).isEqualTo(200);

            try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, proxy.port())) {
                proxy.forwardTo(Integer.parseInt(kafka.bootstrapServers().replaceFirst(".*:", "")));
                TestTopics topics = new TestTopics(proxy.address());
                await().atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .until(() -> holds(topics, json(created).get("key").asText()));
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> gateway.app().condition().healthy());

                proxy.refuse();
                var later = gateway.post("/services", "{\"name\": \"Later\", \"url\": \"http://a.example\"}");
                assertThat(later.statusCode()).isEqualTo(200);
                proxy.restore();

                await().atMost(Duration.ofSeconds(30)).until(() -> holds(topics, "later"));
            }
        }
    }

    private static boolean holds(TestTopics topics, String service) {
        return topics.read(Topics.CONTROL).stream().anyMatch(record -> ServiceDefinition.controlKey(service)
                .equals(new String(record.key(), StandardCharsets.UTF_8)));
    }
}
