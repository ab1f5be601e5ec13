package dev.tocsin.gateway;

import static dev.tocsin.gateway.GuardedGateway.EVERYWHERE;
import static dev.tocsin.gateway.GuardedGateway.LOOPBACK;
import static dev.tocsin.gateway.GuardedGateway.basic;
import static dev.tocsin.gateway.GuardedGateway.bearer;
import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;
import dev.tocsin.gateway.security.ApiKey;
import dev.tocsin.gateway.security.KeyToken;
import dev.tocsin.gateway.security.Scope;
import dev.tocsin.testkit.FaultProxy;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys: when they are needed, how they are shown, and when they stop working. */
class KeysIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    static final GuardedGateway gateway = new GuardedGateway();

    @Test
    void shouldLetEverybodyInOnLoopbackUntilThereIsAKey() {
        gateway.restart(LOOPBACK);
        assertThat(gateway.ask("GET", "/services").statusCode()).isEqualTo(200);
        assertThat(gateway.ask("GET", "/services", bearer("nonsense")).statusCode())
                .isEqualTo(200);

        String token = gateway.key(Scope.READ);

        await().atMost(SOON).until(() -> gateway.ask("GET", "/services").statusCode() == 401);
        assertThat(gateway.ask("GET", "/services", bearer(token)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void shouldRefuseToStartElsewhereWithoutAUsableKey(String host) {
        gateway.restart(LOOPBACK);
        gateway.stop();
        gateway.key(Scope.ADMIN, Optional.of(Instant.now().minusSeconds(1)), OptionalInt.empty());

        assertThatThrownBy(() -> gateway.start(host))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("TOCSIN_HTTP_HOST=" + host)
                .hasMessageContaining("./tocsin keys create");
    }

    @Test
    void shouldRefuseEverybodyElsewhereWhenTheLastKeyIsRevoked() {
        gateway.restart(LOOPBACK);
        gateway.stop();
        String token = gateway.key(Scope.ADMIN);
        gateway.start(EVERYWHERE);
        assertThat(gateway.ask("GET", "/services", bearer(token)).statusCode()).isEqualTo(200);

        gateway.revoke(token);

        await().atMost(SOON)
                .until(() -> gateway.ask("GET", "/services", bearer(token)).statusCode() == 401);
        assertThat(gateway.ask("GET", "/services").statusCode()).isEqualTo(401);
        assertThat(gateway.ask("GET", "/health").statusCode()).isNotEqualTo(401);
    }

    @Test
    void shouldTakeAKeyFromHeadersOnly() {
        String token = guarded();
        String other = KeyToken.random();

        assertThat(status("Authorization", "Bearer " + token)).isEqualTo(200);
        assertThat(status("Authorization", "bearer  " + token + " ")).isEqualTo(200);
        assertThat(status("X-API-Key", token)).isEqualTo(200);
        assertThat(status("Authorization", basic("anybody", token))).isEqualTo(200);
        assertThat(status("Authorization", basic("", token))).isEqualTo(200);
        assertThat(status("Authorization", basic("for:a", "proxy"), "X-API-Key", token))
                .isEqualTo(200);
        assertThat(status("X-API-Key", other)).isEqualTo(401);
        assertThat(status("X-API-Key", "")).isEqualTo(401);
        assertThat(status("Authorization", "Bearer " + token.substring(0, 49))).isEqualTo(401);
        assertThat(status("Authorization", "Bearer " + token + "x")).isEqualTo(401);
        assertThat(status("Authorization", basic(token, "password"))).isEqualTo(401);
        assertThat(status("Authorization", "Basic %%%")).isEqualTo(401);
        assertThat(status("Authorization", "Digest " + token)).isEqualTo(401);
        assertThat(status("Cookie", "key=" + token)).isEqualTo(401);
        assertThat(gateway.ask("GET", "/services?api_key=" + token + "&key=" + token)
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/services", "/metrics", "/board", "/js/main.js", "/nowhere", "/health/../services"})
    void shouldAskForAKeyWhateverIsAsked(String path) {
        guarded();

        HttpResponse<String> answer = gateway.ask("GET", path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"Tocsin\"");
        assertThat(json(answer).get("detail").asText()).contains("X-API-Key", "./tocsin keys create");
        assertThat(json(answer).get("error").asText()).isEqualTo("Unauthorized");
    }

    @Test
    void shouldTellItsHealthToThoseWithoutAKey() {
        guarded();
        assertThat(gateway.ask("GET", "/health").statusCode()).isIn(200, 503);
        assertThat(gateway.ask("POST", "/health").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldNotOpenTheDoorOnLoopbackWhenTheOnlyKeyExpires() {
        gateway.restart(LOOPBACK);
        String token = gateway.key(Scope.ADMIN, Optional.of(Instant.now().plusSeconds(6)), OptionalInt.empty());
        await().atMost(SOON).until(() -> gateway.ask("GET", "/services").statusCode() == 401);
        assertThat(gateway.ask("GET", "/services", bearer(token)).statusCode()).isEqualTo(200);

        await().atMost(SOON.multipliedBy(2))
                .until(() -> gateway.ask("GET", "/services", bearer(token)).statusCode() == 401);
        assertThat(gateway.ask("GET", "/services").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldKnowItsKeysWhilePostgresIsAway() throws Exception {
        gateway.restart(LOOPBACK);
        gateway.stop();
        String token = gateway.key(Scope.READ);
        try (FaultProxy proxy = FaultProxy.open()) {
            proxy.forwardTo(gateway.postgres().port());
            String url = gateway.postgres()
                    .jdbcUrl()
                    .replace(":" + gateway.postgres().port() + "/", ":" + proxy.port() + "/");
            Map<String, String> environment =
                    RunningGateway.environment("127.0.0.1:1", gateway.postgres(), null, Duration.ofMillis(200));
            environment.put("TOCSIN_DATABASE_URL", url);
            gateway.run(GatewayConfig.from(new Settings(environment)));
            proxy.refuse();

            // Longer than keys take to be renewed.
            await().during(SOON)
                    .atMost(SOON.multipliedBy(3))
                    .until(() -> gateway.ask("GET", "/services", bearer(token)).statusCode() == 200
                            && gateway.ask("GET", "/services").statusCode() == 401);

            gateway.revoke(token);
            proxy.restore();
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> gateway.ask("GET", "/board", bearer(token)).statusCode() != 401
                            && gateway.ask("GET", "/services").statusCode() == 200);
        }
    }

    @Test
    void shouldNoteWhenAKeyWasLastUsedButNotEachTime() {
        String token = guarded();
        Instant before = Instant.now();
        gateway.ask("GET", "/services", bearer(token));

        await().atMost(SOON).until(() -> lastUsed(token).isPresent());
        Instant first = lastUsed(token).orElseThrow();
        assertThat(first).isBetween(before.minusMillis(1), Instant.now());
        gateway.ask("GET", "/services", bearer(token));
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> lastUsed(token)
                .equals(Optional.of(first)));
    }

    @Test
    void shouldKeepOnlyTheHashOfAToken() throws Exception {
        String token = guarded();
        try (Connection connection = gateway.postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT k::text, encode(hash, 'hex') FROM api_keys k" + " ORDER BY id DESC LIMIT 1")) {
            row.next();
            assertThat(row.getString(1)).doesNotContain(token).doesNotContain(token.substring("tocsin_".length()));
            assertThat(row.getString(2)).isEqualTo(KeyToken.hash(token));
        }
    }

    @Test
    void shouldLetInAPartOfTheSameProcess() {
        gateway.restart(LOOPBACK);
        String own = gateway.app().issueKey("part", Scope.INGEST).value();
        assertThat(gateway.ask("GET", "/services").statusCode()).isEqualTo(200);

        gateway.key(Scope.READ);

        await().atMost(SOON).until(() -> gateway.ask("GET", "/services").statusCode() == 401);
        assertThat(gateway.ask("POST", "/metrics/ingest", bearer(own)).statusCode())
                .isEqualTo(422);
        assertThat(gateway.ask("GET", "/services", bearer(own)).statusCode()).isEqualTo(403);
    }

    /** A gateway with a key that may read, and no other. */
    private static String guarded() {
        gateway.restart(LOOPBACK);
        gateway.stop();
        String token = gateway.key(Scope.READ);
        gateway.start(LOOPBACK);
        return token;
    }

    private static int status(String... headers) {
        return gateway.ask("GET", "/services", headers).statusCode();
    }

    private static Optional<Instant> lastUsed(String token) {
        return gateway.keys().all().stream()
                .filter(key -> key.hash().equals(KeyToken.hash(token)))
                .findFirst()
                .flatMap(ApiKey::lastUsedAt);
    }
}
