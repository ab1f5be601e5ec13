package dev.tocsin.gateway;

import dev.tocsin.events.service.Settings;
import dev.tocsin.gateway.security.SecurityConfig;
import dev.tocsin.gateway.store.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The gateway's settings.
 *
 * @param httpHost {@code TOCSIN_HTTP_HOST} or {@code APP_HOST}, default {@code 127.0.0.1}: the address to bind to; other
 *     than loopback ones need an API key
 * @param httpPort {@code TOCSIN_HTTP_PORT}, {@code APP_PORT} or {@code FASTAPI_METRICS_PORT}, default 8000; 0 takes a free one
 * @param kafkaBootstrapServers {@code TOCSIN_KAFKA_BOOTSTRAP_SERVERS} or {@code KAFKA_BOOTSTRAP_SERVERS}, default
 *     {@code 127.0.0.1:9092}: a comma list of host:port
 * @param database {@code TOCSIN_DATABASE_URL} (a {@code jdbc:postgresql:} address, default made of {@code POSTGRES_HOST}
 *     127.0.0.1, {@code POSTGRES_PORT} 5432 and {@code POSTGRES_DB} tocsin), {@code TOCSIN_DATABASE_USER} or
 *     {@code POSTGRES_USER}, default {@code tocsin}, and {@code TOCSIN_DATABASE_PASSWORD} or {@code POSTGRES_PASSWORD},
 *     default empty; the last two are ignored where the address names a user
 * @param configFile {@code TOCSIN_CONFIG}, default none: the path of {@code tocsin.yml}
 * @param startPatience {@code TOCSIN_START_PATIENCE}, default 10 s: how long a start waits for Postgres, and for Kafka before
 *     it goes on without it
 * @param security what the door lets in
 */
public record GatewayConfig(
        String httpHost,
        int httpPort,
        String kafkaBootstrapServers,
        DatabaseSettings database,
        Optional<Path> configFile,
        Duration startPatience,
        SecurityConfig security) {

    public static final String DEFAULT_HTTP_HOST = "127.0.0.1";
    public static final int DEFAULT_HTTP_PORT = 8000;
    public static final String DEFAULT_KAFKA_BOOTSTRAP_SERVERS = "127.0.0.1:9092";
    public static final Duration DEFAULT_START_PATIENCE = Duration.ofSeconds(10);

    public GatewayConfig {
        Objects.requireNonNull(httpHost, "httpHost");
        Objects.requireNonNull(kafkaBootstrapServers, "kafkaBootstrapServers");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(configFile, "configFile");
        Objects.requireNonNull(startPatience, "startPatience");
        Objects.requireNonNull(security, "security");
    }

    /** @throws dev.tocsin.events.service.BadSettingException if a setting has a bad value */
    public static GatewayConfig from(Settings settings) {
        return new GatewayConfig(
                settings.text(DEFAULT_HTTP_HOST, "TOCSIN_HTTP_HOST", "APP_HOST"),
                settings.port(DEFAULT_HTTP_PORT, "TOCSIN_HTTP_PORT", "APP_PORT", "FASTAPI_METRICS_PORT"),
                settings.text(
                        DEFAULT_KAFKA_BOOTSTRAP_SERVERS, "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "KAFKA_BOOTSTRAP_SERVERS"),
                DatabaseSettings.from(settings),
                Optional.ofNullable(settings.text(null, "TOCSIN_CONFIG")).map(Path::of),
                settings.duration(DEFAULT_START_PATIENCE, "TOCSIN_START_PATIENCE"),
                SecurityConfig.from(settings));
    }
}
