package dev.tocsin.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8000, 127.0.0.1:8000, true",
        "https://status.example.org, status.example.org, true",
        "https://status.example.org, STATUS.example.org:443, true",
        "http://status.example.org, status.example.org:80, true",
        "http://[::1]:8000, [::1]:8000, true",
        "http://127.0.0.1:8001, 127.0.0.1:8000, false",
        "https://status.example.org, status.example.org:80, false",
        "https://status.example.org.evil.example, status.example.org, false",
        "https://evil.example, status.example.org, false",
        "null, null, false",
        "null, 127.0.0.1:8000, false",
        "'', '', false",
        "http://, 127.0.0.1, false",
        "http://a b, a b, false",
        "http://evil.example#127.0.0.1:8000, 127.0.0.1:8000, false",
        "http://evil.example, evil.example@127.0.0.1:8000, false",
        "http://127.0.0.1:8000, , false",
    })
    void shouldKnowItsOwnPages(String origin, String host, boolean same) {
        assertThat(Origins.isSame(origin, host)).isEqualTo(same);
    }

    @Test
    void shouldAllowAllWithoutTrustingThem() {
        Origins any = new Origins(List.of("*"));
        assertThat(any.allows("https://evil.example")).isTrue();
        assertThat(any.isListed("https://evil.example")).isFalse();
        assertThat(any.isListed("*")).as("an origin is never a star").isFalse();
    }

    @Test
    void shouldAllowNoneWhenNoneIsListed() {
        Origins none = new Origins(List.of());
        assertThat(none.allows("https://a.example")).isFalse();
        assertThat(none.allowsAny()).isFalse();
    }
}
