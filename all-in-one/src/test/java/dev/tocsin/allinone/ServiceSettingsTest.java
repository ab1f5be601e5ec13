package dev.tocsin.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.service.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceSettingsTest {

    private static final URI SLACK = URI.create("http://127.0.0.1:9/slack");

    @ParameterizedTest
    @CsvSource({
        "TOCSIN_DASHBOARD_URL, https://status.example.org/, http://127.0.0.1:8000/",
        "TOCSIN_HARDWARE_PORT, 9100, off",
        "TOCSIN_HTTP_HOST, 0.0.0.0, 127.0.0.1",
        "TOCSIN_HARDWARE_INTERVAL, 15s, 1s",
        "TOCSIN_PROBE_LOCATIONS, fra, 'eu-1,us-1'"
    })
    void shouldLetTheUsersValueWinAndTakeABlankOneForNone(String name, String users, String ours) {
        assertThat(settings(Map.of(name, users)).text(null, name)).isEqualTo(users);
        assertThat(settings(Map.of(name, " ")).text(null, name)).isEqualTo(ours);
        assertThat(settings(Map.of()).text(null, name)).isEqualTo(ours);
    }

    @Test
    void shouldAllowLoopbackBesideTheUsersNetworks() {
        assertThat(settings(Map.of("TOCSIN_PROBE_ALLOW", "10.0.0.0/8")).list(List.of(), "TOCSIN_PROBE_ALLOW"))
                .containsExactly("10.0.0.0/8", "127.0.0.0/8");
        assertThat(settings(Map.of("TOCSIN_PROBE_ALLOW", "")).list(List.of(), "TOCSIN_PROBE_ALLOW"))
                .containsExactly("127.0.0.0/8");
    }

    @Test
    void shouldKnowTheUsersSlackByEitherNameAndNotByABlankOne() {
        assertThat(new ServiceSettings(Map.of("ALERT_SLACK_WEBHOOK", "http://a/")).hasSlackWebhook())
                .isTrue();
        assertThat(new ServiceSettings(Map.of("TOCSIN_SLACK_WEBHOOK_URL", "")).hasSlackWebhook())
                .isFalse();
    }

    private static Settings settings(Map<String, String> environment) {
        return new ServiceSettings(environment)
                .demo(Optional.of(SLACK))
                .gateway(8000, Optional.empty())
                .build();
    }
}
