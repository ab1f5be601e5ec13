package dev.tocsin.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertingConfigTest {

    @Test
    void shouldHaveTheDocumentedDefaults() {
        AlertingConfig config = AlertingConfig.from(new Settings(Map.of()));

        assertThat(config.kafka()).isEqualTo("127.0.0.1:9092");
        assertThat(config.redisHost()).isEqualTo("127.0.0.1");
        assertThat(config.redisPort()).isEqualTo(6379);
        assertThat(config.redisDatabase()).isZero();
        assertThat(config.slackWebhook().isEmpty()).isTrue();
        assertThat(config.slackTelemetry()).isFalse();
        assertThat(config.dashboard()).isEqualTo(URI.create("http://127.0.0.1:8000/"));
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.coverGrace()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.memory()).isEqualTo(Duration.ofHours(48));
    }

    @Test
    void shouldUnderstandTheNamesOfOlderSystems() {
        AlertingConfig config = AlertingConfig.from(new Settings(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "REDIS_HOST", "redis",
                "REDIS_PORT", "6380",
                "REDIS_DB", "2",
                "ALERT_SLACK_WEBHOOK", "https://hooks.example/services/T/B/secret")));

        assertThat(config.kafka()).isEqualTo("kafka:9092");
        assertThat(config.redisHost()).isEqualTo("redis");
        assertThat(config.redisPort()).isEqualTo(6380);
        assertThat(config.redisDatabase()).isEqualTo(2);
        assertThat(config.slackWebhook().value()).isEqualTo("https://hooks.example/services/T/B/secret");
    }

    @Test
    void shouldNeverShowTheWebhook() {
        assertThat(AlertingConfig.from(new Settings(
                                Map.of("TOCSIN_SLACK_WEBHOOK_URL", "https://hooks.example/services/T/B/secret")))
                        .toString())
                .doesNotContain("secret");
        assertThatThrownBy(() ->
                        AlertingConfig.from(new Settings(Map.of("TOCSIN_SLACK_WEBHOOK_URL", "hooks.example/secret"))))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("TOCSIN_SLACK_WEBHOOK_URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldRefuseALeaseThatEndsBeforeARequestDoes() {
        assertThatThrownBy(() -> AlertingConfig.from(new Settings(Map.of("TOCSIN_ALERT_LEASE", "7s"))))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("TOCSIN_ALERT_LEASE");
    }

    @Test
    void shouldRefuseAMemoryShorterThanTheTopics() {
        assertThatThrownBy(() -> AlertingConfig.from(new Settings(Map.of("TOCSIN_ALERT_MEMORY", "25h"))))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("TOCSIN_ALERT_MEMORY");
    }
}
