package dev.tocsin.gateway;

import dev.tocsin.events.service.Settings;
import dev.tocsin.gateway.security.KeyToken;
import dev.tocsin.gateway.security.Scope;
import dev.tocsin.gateway.security.SecurityConfig;
import dev.tocsin.gateway.store.Database;
import dev.tocsin.gateway.store.DatabaseSettings;
import dev.tocsin.gateway.store.KeyStore;
import dev.tocsin.testkit.PostgresExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gateways whose door is tested, one after the other on one database, and the keys to them. Without a Kafka, which the door
 * does not need. The first is started by the first test.
 */
final class GuardedGateway extends RunningGateway implements BeforeAllCallback, AfterAllCallback {

    static final String LOOPBACK = "127.0.0.1";
    static final String EVERYWHERE = "0.0.0.0";

    private final PostgresExtension postgres = new PostgresExtension();
    private Database database;
    private KeyStore keys;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        postgres.beforeAll(context);
        database = Database.open(database(postgres.jdbcUrl()), Duration.ofSeconds(20));
        keys = new KeyStore(database, Clock.systemUTC());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
        database.close();
    }

    PostgresExtension postgres() {
        return postgres;
    }

    DatabaseSettings database(String url) {
        return new DatabaseSettings(url, postgres.user(), postgres.password());
    }

    KeyStore keys() {
        return keys;
    }

    /** Starts anew with these settings, pairs of name and value, and with no key at all. */
    void restart(String host, String... settings) {
        stop();
        keys.all().forEach(key -> keys.revoke(key.id()));
        start(host, settings);
    }

    void start(String host, String... settings) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        run(with(
                config("127.0.0.1:1", postgres, null, Duration.ofMillis(200)),
                host,
                SecurityConfig.from(new Settings(values))));
    }

    void stop() {
        if (app() != null) {
            close();
        }
    }

    /** The token of a new key. */
    String key(Scope scope) {
        return key(scope, Optional.empty(), OptionalInt.empty());
    }

    String key(Scope scope, Optional<Instant> expiresAt, OptionalInt perSecond) {
        String token = KeyToken.random();
        keys.add("test", Set.of(scope), KeyToken.hash(token), perSecond, expiresAt);
        return token;
    }

    void revoke(String token) {
        keys.all().stream()
                .filter(key -> key.hash().equals(KeyToken.hash(token)))
                .forEach(key -> keys.revoke(key.id()));
    }

    HttpResponse<String> ask(String method, String path, String... headers) {
        return ask(method, path, "", headers);
    }

    HttpResponse<String> ask(String method, String path, String body, String[] headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address("http", path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
