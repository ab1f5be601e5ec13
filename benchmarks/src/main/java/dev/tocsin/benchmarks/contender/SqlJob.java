package dev.tocsin.benchmarks.contender;

import dev.tocsin.benchmarks.fleet.FleetTopics;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * The same windows with Flink's SQL: its Kafka tables, its JSON, {@code HOP}, and its {@code PERCENTILE}, which keeps every
 * value. Its source ends with the topic, because a table does not see the ticks that would end its windows.
 */
final class SqlJob implements Contender {

    private static final String CHECKS = """
            CREATE TABLE checks (
              service STRING, location STRING, `timestamp` BIGINT, status STRING, latencyMs DOUBLE, apdexMs BIGINT,
              eventTime AS TO_TIMESTAMP_LTZ(`timestamp`, 3),
              WATERMARK FOR eventTime AS eventTime - INTERVAL '2' SECOND
            ) WITH (
              'connector' = 'kafka', 'properties.bootstrap.servers' = '%s', 'topic' = '%s',
              'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset',
              'format' = 'json', 'json.ignore-parse-errors' = 'true')
            """;

    private static final String FIGURES = """
            CREATE TABLE figures (
              service STRING, location STRING, windowEnd BIGINT, `count` BIGINT, failed BIGINT, satisfied BIGINT,
              p50 DOUBLE, p95 DOUBLE, p99 DOUBLE
            ) WITH (
              'connector' = 'kafka', 'properties.bootstrap.servers' = '%s', 'topic' = '%s',
              'properties.compression.type' = 'lz4', 'properties.linger.ms' = '5', 'format' = 'json')
            """;

    private static final String TELL = """
            INSERT INTO figures
            SELECT service, location, windowEnd, `count`, failed, satisfied,
              COALESCE(p[1] * 1000, -1), COALESCE(p[2] * 1000, -1), COALESCE(p[3] * 1000, -1)
            FROM (
              SELECT service, location,
                CAST(TIMESTAMPDIFF(SECOND, TIMESTAMP '1970-01-01 00:00:00', window_end) AS BIGINT) * 1000 AS windowEnd,
                COUNT(*) AS `count`,
                COUNT(*) FILTER (WHERE status IN ('warn', 'error', 'down')) AS failed,
                COUNT(*) FILTER (WHERE status = 'ok' AND latencyMs <= apdexMs) AS satisfied,
                PERCENTILE(latencyMs, ARRAY[0.5, 0.95, 0.99]) AS p
              FROM TABLE(HOP(TABLE checks, DESCRIPTOR(eventTime), INTERVAL '10' SECOND, INTERVAL '1' MINUTE))
              GROUP BY service, location, window_start, window_end)
            """;

    @Override
    public void start(Drain drain) {
        StreamExecutionEnvironment env = FlinkEngine.environment(drain);
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.getConfig().set("table.local-time-zone", "UTC");
        tables.executeSql(CHECKS.formatted(drain.bootstrapServers(), drain.topic()));
        tables.executeSql(FIGURES.formatted(drain.bootstrapServers(), FleetTopics.WINDOWS));
        tables.executeSql(TELL);
    }
}
