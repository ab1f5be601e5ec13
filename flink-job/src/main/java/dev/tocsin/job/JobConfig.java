package dev.tocsin.job;

import dev.tocsin.events.service.Secret;
import dev.tocsin.events.service.Settings;

/**
 * What the two jobs need of the outside world.
 *
 * @param bootstrapServers Kafka's addresses; {@code TOCSIN_KAFKA_BOOTSTRAP_SERVERS} or {@code
 *     KAFKA_BOOTSTRAP_SERVERS}
 * @param databaseUrl JDBC URL of Postgres, recording only; {@code TOCSIN_DATABASE_URL}, or made of
 *     {@code POSTGRES_HOST}, {@code POSTGRES_PORT} and {@code POSTGRES_DB}
 * @param databaseUser {@code TOCSIN_DATABASE_USER} or {@code POSTGRES_USER}
 * @param databasePassword {@code TOCSIN_DATABASE_PASSWORD} or {@code POSTGRES_PASSWORD}
 * @param maxDiscoveredServices so many services that push telemetry without being registered have series of their own; the
 *     places are shared out evenly among the partitions of the telemetry topic, and who comes when all are taken is counted
 *     in {@link dev.tocsin.events.SeriesKey#OVERFLOW}; {@code TOCSIN_MAX_DISCOVERED_SERVICES}
 * @param recordingBatchMs a row waits for others so long, ms; {@code TOCSIN_RECORDING_BATCH_MS}
 * @param rawRowsPerSecond so many single checks are recorded in a second at most, so many failed ones besides, and so many pushed
 *     samples; shared out evenly among the partitions of their topic and fairly among services. Aggregates count
 *     all; {@code TOCSIN_RAW_ROWS_PER_SECOND}
 */
public record JobConfig(
        String bootstrapServers,
        String databaseUrl,
        String databaseUser,
        Secret databasePassword,
        int maxDiscoveredServices,
        long recordingBatchMs,
        int rawRowsPerSecond) {

    public static JobConfig from(Settings settings) {
        String host = settings.text("127.0.0.1", "POSTGRES_HOST");
        int port = settings.port(5432, "POSTGRES_PORT");
        String database = settings.text("tocsin", "POSTGRES_DB");
        return new JobConfig(
                settings.text("127.0.0.1:9092", "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "KAFKA_BOOTSTRAP_SERVERS"),
                settings.text("jdbc:postgresql://" + host + ":" + port + "/" + database, "TOCSIN_DATABASE_URL"),
                settings.text("tocsin", "TOCSIN_DATABASE_USER", "POSTGRES_USER"),
                settings.secret("TOCSIN_DATABASE_PASSWORD", "POSTGRES_PASSWORD"),
                (int) settings.whole(2_000, 1, 1_000_000, "TOCSIN_MAX_DISCOVERED_SERVICES"),
                settings.whole(50, 1, 60_000, "TOCSIN_RECORDING_BATCH_MS"),
                (int) settings.whole(10_000, 1, 10_000_000, "TOCSIN_RAW_ROWS_PER_SECOND"));
    }
}
