package dev.tocsin.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.guard.Network;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeConfigTest {

    @Test
    void shouldProbePublicAddressesFromOneLocationUnlessToldOtherwise() {
        ProbeConfig config = ProbeConfig.from(new Settings(Map.of()));

        assertThat(config.bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(config.locations()).hasSize(1).doesNotContain("");
        assertThat(config.allowed()).isEmpty();
        assertThat(config.minInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.keepConnections()).isFalse();
        assertThat(config.userAgent()).isEqualTo("tocsin-probe");
    }

    @Test
    void shouldReadEverySetting() {
        ProbeConfig config = ProbeConfig.from(new Settings(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "TOCSIN_PROBE_LOCATIONS", "eu-1, us-1",
                "TOCSIN_PROBE_ALLOW", "127.0.0.0/8,fd00::/8",
                "TOCSIN_PROBE_MIN_INTERVAL", "250ms",
                "TOCSIN_PROBE_KEEP_CONNECTIONS", "true",
                "TOCSIN_PROBE_USER_AGENT", "watcher/1")));

        assertThat(config.bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(config.locations()).containsExactly("eu-1", "us-1");
        assertThat(config.allowed()).containsExactly(Network.parse("127.0.0.0/8"), Network.parse("fd00::/8"));
        assertThat(config.minInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.keepConnections()).isTrue();
        assertThat(config.userAgent()).isEqualTo("watcher/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TOCSIN_PROBE_LOCATIONS|eu-1,eu-1",
                "TOCSIN_PROBE_LOCATIONS|,",
                "TOCSIN_PROBE_ALLOW|10.0.0.1/8",
                "TOCSIN_PROBE_ALLOW|intranet",
                "TOCSIN_PROBE_MIN_INTERVAL|99ms",
                "TOCSIN_PROBE_MIN_INTERVAL|2d",
                "TOCSIN_PROBE_MIN_INTERVAL|soon",
                "TOCSIN_PROBE_KEEP_CONNECTIONS|maybe",
                "TOCSIN_PROBE_USER_AGENT|Glöckner",
            })
    void shouldNameTheSettingThatIsBad(String name, String value) {
        assertThatThrownBy(() -> ProbeConfig.from(new Settings(Map.of(name, value))))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining(name)
                .message()
                .endsWith(".");
    }
}
