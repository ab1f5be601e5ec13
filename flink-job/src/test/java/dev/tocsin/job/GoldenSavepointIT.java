package dev.tocsin.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.service.Settings;
import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.TestTopics.Stamp;
import dev.tocsin.testkit.oracle.GoldenTraffic;
import dev.tocsin.testkit.oracle.Oracle;
import dev.tocsin.testkit.oracle.ProducedTraffic;
import dev.tocsin.testkit.oracle.Traffic;
import dev.tocsin.testkit.oracle.Written;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * State that an earlier build left in a savepoint, restored by this one and fed on. Until there is a golden savepoint, one
 * that was just made takes its place. {@code -Dtocsin.golden.write=true} makes a new one, for a release whose state has another
 * format.
 */
class GoldenSavepointIT {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private static final Path GOLDEN = Path.of("src/test/resources/golden/detection");
    private static final int MORE_RECORDS = 10_000;

    @TempDir
    Path folder;

    private final Oracle oracle = new Oracle();
    private final Written written = new Written(kafka.topics());

    @Test
    void shouldGoOnExactlyFromTheGoldenSavepoint() throws Exception {
        kafka.topics().recreate(Stamp.BY_SENDER);
        Traffic traffic = GoldenTraffic.begin();
        try (ProducedTraffic produced = new ProducedTraffic(kafka.bootstrapServers(), oracle)) {
            produced.send(traffic, GoldenTraffic.RECORDS);
            Path made = runToSavepoint();
            if (Boolean.getBoolean("tocsin.golden.write")) {
                replaceGolden(made);
            }
            JobClient job = start(Optional.of(Files.exists(GOLDEN) ? GOLDEN.toAbsolutePath() : made));
            try {
                produced.send(traffic, MORE_RECORDS);
                produced.endAllWindows();

                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(written.aggregates().observations("1h")
                                        + written.quarantined().size())
                                .isEqualTo(oracle.produced()));
                assertThat(written.aggregates().differencesFrom(oracle)).isEmpty();
            } finally {
                job.cancel().get();
            }
        }
    }

    /** The rows that had ended by then were told by the job that made the savepoint, not by the one that restores it. */
    private Path runToSavepoint() throws Exception {
        JobClient job = start(Optional.empty());
        await().atMost(Duration.ofMinutes(1)).until(() -> written.quarantined().size() == oracle.quarantined());
        String savepoint = job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        return Path.of(URI.create(savepoint));
    }

    private JobClient start(Optional<Path> savepoint) throws Exception {
        Configuration configuration = JobDefaults.configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        savepoint.ifPresent(path -> configuration.set(
                StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        DetectionTopology.define(
                env, JobConfig.from(new Settings(Map.of("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()))));
        return env.executeAsync(JobDefaults.name("detection"));
    }

    private static void replaceGolden(Path made) throws IOException {
        Files.createDirectories(GOLDEN);
        try (Stream<Path> former = Files.list(GOLDEN)) {
            for (Path file : former.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                Files.copy(file, GOLDEN.resolve(file.getFileName()));
            }
        }
    }
}
