package dev.tocsin.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.service.Settings;
import dev.tocsin.gateway.security.SecurityConfig;
import dev.tocsin.testkit.PostgresExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A gateway under test, with a client. */
class RunningGateway implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private GatewayApp app;

    static RunningGateway start(GatewayConfig config) {
        RunningGateway gateway = new RunningGateway();
        gateway.run(config);
        return gateway;
    }

    void run(GatewayConfig config) {
        app = GatewayApp.start(config);
    }

    static GatewayConfig config(String kafka, PostgresExtension postgres, Path file, Duration patience) {
        return GatewayConfig.from(new Settings(environment(kafka, postgres, file, patience)));
    }

    static Map<String, String> environment(String kafka, PostgresExtension postgres, Path file, Duration patience) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "TOCSIN_HTTP_PORT",
                "0",
                "TOCSIN_KAFKA_BOOTSTRAP_SERVERS",
                kafka,
                "TOCSIN_DATABASE_URL",
                postgres.jdbcUrl(),
                "TOCSIN_DATABASE_USER",
                postgres.user(),
                "TOCSIN_DATABASE_PASSWORD",
                postgres.password().value(),
                "TOCSIN_START_PATIENCE",
                patience.toMillis() + "ms"));
        if (file != null) {
            environment.put("TOCSIN_CONFIG", file.toString());
        }
        return environment;
    }

    /** The same with another door. */
    static GatewayConfig with(GatewayConfig config, String host, SecurityConfig security) {
        return new GatewayConfig(
                host,
                config.httpPort(),
                config.kafkaBootstrapServers(),
                config.database(),
                config.configFile(),
                config.startPatience(),
                config.queryMemory(),
                config.self(),
                security);
    }

    GatewayApp app() {
        return app;
    }

    HttpClient client() {
        return client;
    }

    URI address(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + app.port() + path);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(address("http", path)).build());
    }

    HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(address("http", path))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> delete(String path) {
        return send(HttpRequest.newBuilder(address("http", path)).DELETE().build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    @Override
    public void close() {
        app.close();
    }
}
