package dev.tocsin.gateway;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;
import dev.tocsin.gateway.security.SecurityConfig;
import dev.tocsin.gateway.store.DatabaseSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * @param configFile {@code TOCSIN_CONFIG}, default none: the path of {@code tocsin.yml}, or of a directory of
 *     such files
 * @param startPatience {@code TOCSIN_START_PATIENCE}, default 10 s: how long a start waits for Postgres, and for Kafka before
 *     it goes on without it
 * @param queryMemory {@code TOCSIN_QUERY_MEMORY_MB}, default a quarter of the heap: bytes that the slices of the last 24 hours
 *     may take; what does not fit is read from Postgres
 * @param self how the gateway watches itself
 * @param security what the door lets in
 */
public record GatewayConfig(
        String httpHost,
        int httpPort,
        String kafkaBootstrapServers,
        DatabaseSettings database,
        Optional<Path> configFile,
        Duration startPatience,
        long queryMemory,
        Self self,
        SecurityConfig security) {

    public static final String DEFAULT_HTTP_HOST = "127.0.0.1";
    public static final int DEFAULT_HTTP_PORT = 8000;
    public static final String DEFAULT_KAFKA_BOOTSTRAP_SERVERS = "127.0.0.1:9092";
    public static final Duration DEFAULT_START_PATIENCE = Duration.ofSeconds(10);
    public static final long DEFAULT_QUERY_MEMORY_MB = Runtime.getRuntime().maxMemory() / 4 >> 20;

    public static final Duration DEFAULT_SAMPLING_INTERVAL = Duration.ofSeconds(10);

    private static final Logger logger = LoggerFactory.getLogger(GatewayConfig.class);
    private static final String SAMPLING_INTERVAL = "TOCSIN_SYSTEM_METRICS_INTERVAL";
    private static final Duration SHORTEST_SAMPLING = Duration.ofMillis(100);
    private static final Duration LONGEST_SAMPLING = Duration.ofHours(1);

    /**
     * How the gateway watches itself.
     *
     * @param hostName {@code TOCSIN_HOST_NAME}, default the operating system's name: what this machine is called in host
     *     samples
     * @param samplingInterval {@code TOCSIN_SYSTEM_METRICS_INTERVAL} or {@code FASTAPI_METRICS_SYSTEM_METRICS_INTERVAL},
     *     default 10 s: the time between two looks at the own process
     */
    public record Self(Optional<String> hostName, Duration samplingInterval) {

        public Self {
            Objects.requireNonNull(hostName, "hostName");
            if (samplingInterval.compareTo(SHORTEST_SAMPLING) < 0 || samplingInterval.compareTo(LONGEST_SAMPLING) > 0) {
                throw new BadSettingException(SAMPLING_INTERVAL + "=" + samplingInterval.toMillis()
                        + "ms is not between 100ms and 1h; set it to a duration between.");
            }
        }

        /** What this machine is called. */
        String machine() {
            return hostName.orElseGet(() -> {
                try {
                    return InetAddress.getLocalHost().getHostName();
                } catch (UnknownHostException e) {
                    logger.debug("This machine has no name that can be found", e);
                    return "localhost";
                }
            });
        }

        static Self from(Settings settings) {
            return new Self(
                    Optional.ofNullable(settings.text(null, "TOCSIN_HOST_NAME")),
                    settings.duration(
                            DEFAULT_SAMPLING_INTERVAL, SAMPLING_INTERVAL, "FASTAPI_METRICS_SYSTEM_METRICS_INTERVAL"));
        }
    }

    public GatewayConfig {
        Objects.requireNonNull(self, "self");
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
                settings.whole(DEFAULT_QUERY_MEMORY_MB, 0, 1_000_000, "TOCSIN_QUERY_MEMORY_MB") << 20,
                Self.from(settings),
                SecurityConfig.from(settings));
    }

    /** Whether only this machine reaches the address to bind to. */
    boolean isLoopback() {
        try {
            return InetAddress.getByName(httpHost).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new BadSettingException("TOCSIN_HTTP_HOST=" + httpHost + " is no address of this machine; set it to "
                    + DEFAULT_HTTP_HOST + ".");
        }
    }
}
