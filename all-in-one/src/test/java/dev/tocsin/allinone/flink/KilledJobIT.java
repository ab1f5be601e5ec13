package dev.tocsin.allinone.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.PostgresExtension;
import dev.tocsin.testkit.TestTopics.Stamp;
import dev.tocsin.testkit.oracle.Comparison;
import dev.tocsin.testkit.oracle.Oracle;
import dev.tocsin.testkit.oracle.ProducedTraffic;
import dev.tocsin.testkit.oracle.RecordedRows;
import dev.tocsin.testkit.oracle.Traffic;
import dev.tocsin.testkit.oracle.Written;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Both jobs, killed with -9 again and again, held against the offline oracle: in Kafka and in Postgres. */
class KilledJobIT {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final long SEED = 20_261_120;
    private static final long START = 1_760_000_000_000L;
    private static final int ROUNDS = 3;
    private static final int RECORDS_A_ROUND = 20_000;

    @TempDir
    Path folder;

    private final Oracle oracle = new Oracle();
    private final Written written = new Written(kafka.topics());

    @Test
    void shouldLoseNothingAndCountNothingTwiceWhenKilledAndStartedAgain() throws Exception {
        kafka.topics().recreate(Stamp.BY_SENDER);
        Flyway.configure()
                .dataSource(
                        postgres.jdbcUrl(), postgres.user(), postgres.password().value())
                .load()
                .migrate();
        Random random = new Random(SEED);
        Traffic traffic = new Traffic(SEED, 20, START, 100);
        Process jobs = startJobs();
        try (ProducedTraffic produced = new ProducedTraffic(kafka.bootstrapServers(), oracle)) {
            for (int round = 0; round < ROUNDS; round++) {
                long quarantinedBefore = oracle.quarantined();
                produced.send(traffic, RECORDS_A_ROUND);
                long killAt = quarantinedBefore + random.nextLong(oracle.quarantined() - quarantinedBefore);
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> written.quarantined().size() >= killAt);
                jobs.destroyForcibly().waitFor();
                jobs = startJobs();
            }
            produced.endAllWindows();

            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(recorded().observations("1h")
                                    + written.quarantined().size())
                            .isEqualTo(oracle.produced()));
            assertThat(written.aggregates().differencesFrom(oracle))
                    .as("in Kafka")
                    .isEmpty();
            assertThat(recorded().differencesFrom(oracle)).as("in Postgres").isEmpty();
        } finally {
            jobs.destroyForcibly().waitFor();
        }
    }

    private Process startJobs() throws Exception {
        return JobProcess.start(
                folder,
                Map.of(
                        "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                        "TOCSIN_DATABASE_URL", postgres.jdbcUrl(),
                        "TOCSIN_DATABASE_USER", postgres.user(),
                        "TOCSIN_DATABASE_PASSWORD", postgres.password().value()));
    }

    private static Comparison recorded() throws SQLException {
        try (Connection connection = postgres.connect()) {
            return RecordedRows.aggregates(connection);
        }
    }
}
