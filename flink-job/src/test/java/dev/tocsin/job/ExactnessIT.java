package dev.tocsin.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.service.Settings;
import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.TestTopics.Stamp;
import dev.tocsin.testkit.oracle.Comparison;
import dev.tocsin.testkit.oracle.Oracle;
import dev.tocsin.testkit.oracle.ProducedTraffic;
import dev.tocsin.testkit.oracle.Traffic;
import dev.tocsin.testkit.oracle.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The detection job on a real broker, held against the offline oracle. */
class ExactnessIT {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private static final int RECORDS = 200_000;
    private static final long START = 1_760_000_000_000L;

    @TempDir
    Path checkpoints;

    private final Oracle oracle = new Oracle();
    private final Written written = new Written(kafka.topics());

    @BeforeEach
    void emptyTopics() {
        kafka.topics().recreate(Stamp.BY_SENDER);
    }

    @Test
    void shouldEqualTheOracleForDisorderedLateMalformedAndFutureRecords() throws Exception {
        try (ProducedTraffic produced = new ProducedTraffic(kafka.bootstrapServers(), oracle)) {
            produced.send(new Traffic(20_261_120, 50, START, 100).mixed(), RECORDS);
            produced.endAllWindows();
        }
        JobClient job = startDetection(2);
        try {
            long admitted = oracle.observations("1h");
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() ->
                            assertThat(written.aggregates().observations("1h")).isEqualTo(admitted));
            Comparison aggregates = written.aggregates();

            assertThat(aggregates.differencesFrom(oracle)).isEmpty();
            assertThat(aggregates.rows()).isEqualTo(oracle.rows().size());
            assertThat(aggregates.observations("1m")).isEqualTo(admitted);
            assertThat(aggregates.observations("10s") + oracle.onlyInRollups()).isEqualTo(admitted);
            assertThat(oracle.rows().keySet())
                    .anyMatch(row -> row.startsWith("host/"))
                    .anyMatch(row -> row.contains("/telemetry/"));
        } finally {
            job.cancel().get();
        }
    }

    @Test
    void shouldQuarantineEachRefusedRecordWithItsReason() throws Exception {
        try (ProducedTraffic produced = new ProducedTraffic(kafka.bootstrapServers(), oracle)) {
            produced.send(new Traffic(7, 5, START, 100), 20_000);
            produced.endAllWindows();
        }
        JobClient job = startDetection(1);
        try {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(written.quarantined().size()).isEqualTo(oracle.quarantined()));
            Map<String, Long> reasons = written.quarantined().stream()
                    .collect(Collectors.groupingBy(QuarantinedRecord::reason, Collectors.counting()));
            assertThat(reasons)
                    .containsOnlyKeys("future", "late", "wrong-unit", "malformed-json", "bad-name", "oversized");
        } finally {
            job.cancel().get();
        }
    }

    private JobClient startDetection(int parallelism) throws Exception {
        Configuration configuration = JobDefaults.configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        DetectionTopology.define(
                env, JobConfig.from(new Settings(Map.of("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()))));
        return env.executeAsync(JobDefaults.name("detection"));
    }
}
