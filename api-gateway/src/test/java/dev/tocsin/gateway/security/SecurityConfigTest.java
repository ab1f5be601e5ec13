package dev.tocsin.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityConfigTest {

    @Test
    void shouldBeOpenToReadersAndStrictAboutTargetsByDefault() {
        SecurityConfig defaults = SecurityConfig.defaults();
        assertThat(defaults.rateLimit()).isEmpty();
        assertThat(defaults.corsOrigins()).containsExactly("*");
        assertThat(defaults.allowedTargets()).isEmpty();
        assertThat(defaults.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldKnowTheOlderNameOfTheOrigins() {
        assertThat(from("CORS_ORIGINS", "https://a.example, http://localhost:3000")
                        .corsOrigins())
                .containsExactly("https://a.example", "http://localhost:3000");
    }

    @ParameterizedTest
    @CsvSource({
        "TOCSIN_RATE_LIMIT, -1",
        "TOCSIN_RATE_LIMIT, many",
        "TOCSIN_CORS_ORIGINS, status.example.org",
        "TOCSIN_CORS_ORIGINS, https://status.example.org/",
        "TOCSIN_CORS_ORIGINS, 'https://a.example,null'",
        "TOCSIN_HTTP_REQUEST_TIMEOUT, 50ms",
        "TOCSIN_HTTP_IDLE_TIMEOUT, 2h",
        "TOCSIN_HTTP_MAX_CONNECTIONS, 0",
        "TOCSIN_PROBE_ALLOW, 10.0.0.1/8"
    })
    void shouldNameTheSettingThatIsBad(String name, String value) {
        assertThatThrownBy(() -> from(name, value))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining(name);
    }

    private static SecurityConfig from(String name, String value) {
        return SecurityConfig.from(new Settings(Map.of(name, value)));
    }
}
