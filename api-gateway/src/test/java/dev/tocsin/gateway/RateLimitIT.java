package dev.tocsin.gateway;

import static dev.tocsin.gateway.GuardedGateway.LOOPBACK;
import static dev.tocsin.gateway.GuardedGateway.bearer;
import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.gateway.security.Scope;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often a client may ask. */
class RateLimitIT {

    @RegisterExtension
    static final GuardedGateway gateway = new GuardedGateway();

    @Test
    void shouldRefuseWithRetryAfterAndCountItByRouteWhenAClientAsksTooMuch() {
        gateway.restart(LOOPBACK, "TOCSIN_RATE_LIMIT", "1");

        HttpResponse<String> refused = exhaust("/services/1/checks");
        exhaust("/some/scanner");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(json(refused).get("error").asText()).isEqualTo("Too Many Requests");
        assertThat(json(refused).get("detail").asText()).contains("1 a second");
        // The client is let in again when it waits as it was told.
        HttpResponse<String> metrics = await().atMost(Duration.ofSeconds(5))
                .until(() -> gateway.ask("GET", "/metrics"), answer -> answer.statusCode() == 200);
        assertThat(hits(metrics.body(), "/services/{id}/checks")).isEqualTo(1);
        assertThat(hits(metrics.body(), "unmatched")).isEqualTo(1);
        assertThat(metrics.body()).doesNotContain("scanner").doesNotContain("endpoint=\"/services/1/checks\"");
    }

    @Test
    void shouldCountEachKeyForItselfAndByItsOwnLimit() {
        gateway.restart(LOOPBACK);
        gateway.stop();
        String one = gateway.key(Scope.READ);
        String other = gateway.key(Scope.READ);
        String fast = gateway.key(Scope.READ, Optional.empty(), OptionalInt.of(1_000_000));
        gateway.start(LOOPBACK, "TOCSIN_RATE_LIMIT", "1");

        assertThat(exhaust("/services", bearer(one)).statusCode()).isEqualTo(429);
        assertThat(gateway.ask("GET", "/services", bearer(other)).statusCode()).isEqualTo(200);
        for (int i = 0; i < 50; i++) {
            assertThat(gateway.ask("GET", "/services", bearer(fast)).statusCode())
                    .isEqualTo(200);
        }
        assertThat(exhaust("/services").statusCode()).as("those without a key").isEqualTo(429);
    }

    @Test
    void shouldLimitNobodyWithoutAKeyByDefault() {
        gateway.restart(LOOPBACK);
        for (int i = 0; i < 2_500; i++) {
            assertThat(gateway.ask("HEAD", "/metrics/alerts").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldNotLetOthersSlowDownAPartOfTheSameProcess() {
        gateway.restart(LOOPBACK, "TOCSIN_RATE_LIMIT", "1");
        String own = gateway.app().issueKey("part", Scope.READ).value();
        assertThat(exhaust("/services").statusCode()).isEqualTo(429);
        for (int i = 0; i < 50; i++) {
            assertThat(gateway.ask("GET", "/services", bearer(own)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldLimitThoseWhoAskForStreams() {
        gateway.restart(LOOPBACK, "TOCSIN_RATE_LIMIT", "1");
        assertThat(exhaust("/ws/metrics", "Sec-WebSocket-Version", "13").statusCode())
                .isEqualTo(429);
        String body = await().atMost(Duration.ofSeconds(5))
                .until(() -> gateway.ask("GET", "/metrics"), answer -> answer.statusCode() == 200)
                .body();
        assertThat(hits(body, "/ws/metrics")).isEqualTo(1);
    }

    /** Asks until refused. */
    private static HttpResponse<String> exhaust(String path, String... headers) {
        HttpResponse<String> answer = gateway.ask("GET", path, headers);
        for (int i = 0; i < 20 && answer.statusCode() != 429; i++) {
            answer = gateway.ask("GET", path, headers);
        }
        return answer;
    }

    private static int hits(String exposition, String endpoint) {
        Matcher matcher = Pattern.compile(
                        "http_rate_limit_hits_total\\{endpoint=\"" + Pattern.quote(endpoint) + "\"} ([0-9.]+)")
                .matcher(exposition);
        return matcher.find() ? (int) Double.parseDouble(matcher.group(1)) : 0;
    }
}
