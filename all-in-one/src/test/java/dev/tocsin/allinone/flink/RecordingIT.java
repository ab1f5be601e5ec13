package dev.tocsin.allinone.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.Topics;
import dev.tocsin.events.service.Settings;
import dev.tocsin.job.JobConfig;
import dev.tocsin.job.JobDefaults;
import dev.tocsin.job.RecordingTopology;
import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.PostgresExtension;
import dev.tocsin.testkit.TestTopics.Stamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Neither what Postgres would refuse nor a flood may stop the recording of what comes behind. */
class RecordingIT {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String FAR = "9000000000000000000";

    @TempDir
    Path folder;

    private final long now = System.currentTimeMillis();

    @BeforeEach
    void prepare() throws Exception {
        kafka.topics().recreate(Stamp.AS_CONFIGURED);
        Flyway flyway = Flyway.configure()
                .dataSource(
                        postgres.jdbcUrl(), postgres.user(), postgres.password().value())
                .cleanDisabled(false)
                .load();
        flyway.clean();
        flyway.migrate();
    }

    @Test
    void shouldRecordWhatIsGoodThoughPoisonStandsBeforeIt() throws Exception {
        // Stands for whatever Postgres may refuse that nobody has thought of.
        execute("ALTER TABLE checks ADD CONSTRAINT refused CHECK (service <> 'refused')");
        try (FlinkCluster cluster = recording(Map.of())) {
            send(
                    Topics.PROBE_RESULTS,
                    check(",\"certExpiresAt\":" + FAR),
                    check(",\"error\":\"\\ud800\\u0000\""),
                    check("").replace("\"service\":\"a\"", "\"service\":\"refused\""),
                    check(""));
            send(
                    Topics.TELEMETRY,
                    sample(",\"tags\":{\"half\":\"\\ud800 \\u0000 \\\\u0000 \\\\ud800\"}"),
                    sample(",\"tags\":{\"whole\":\"\\ud83d\\udd14\"}"));
            send(
                    Topics.ALERTS,
                    alert("no-uuid", now),
                    alert(UUID.randomUUID().toString(), Long.MAX_VALUE),
                    alert(UUID.randomUUID().toString(), now));
            // All in one batch, and a statement must not hold one key twice.
            send(Topics.AGGREGATES, row(FAR, 1), row("0", 1), row("0", 3), row("10000", 1), row("0", 2));

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(rows("checks")).isEqualTo(2);
                assertThat(rows("telemetry")).isEqualTo(2);
                assertThat(rows("alerts")).isEqualTo(1);
                assertThat(rows("aggregates")).isEqualTo(2);
                assertThat(text("SELECT max(observations) FROM aggregates")).isEqualTo("3");
            });
            assertThat(text("SELECT tags->>'whole' FROM telemetry WHERE tags ? 'whole'"))
                    .isEqualTo("\uD83D\uDD14");
            assertThat(text("SELECT tags->>'half' FROM telemetry WHERE tags ? 'half'"))
                    .isEqualTo("\uFFFD \uFFFD \\u0000 \\ud800");
        }
    }

    @Test
    void shouldLeaveOutWhatIsTooMuchAndSayHowMuchThatWas() throws Exception {
        int partitions = Topics.partitions(Topics.PROBE_RESULTS);
        try (FlinkCluster cluster = recording(Map.of("TOCSIN_RAW_ROWS_PER_SECOND", String.valueOf(10 * partitions)))) {
            String[] flood = new String[500];
            Arrays.setAll(flood, i -> check("").replace("\"id\":\"x\"", "\"id\":\"" + i + "\""));
            send(Topics.PROBE_RESULTS, flood);
            String failed = "\"status\":\"down\",\"error\":\"refused\"}";
            send(Topics.PROBE_RESULTS, check("").replace("\"status\":\"ok\",\"latencyMs\":1}", failed));
            // The next second, by the broker's clock, which is this machine's.
            long flooded = System.currentTimeMillis() / 1_000;
            await().until(() -> System.currentTimeMillis() / 1_000 > flooded);
            send(Topics.PROBE_RESULTS, check("").replace("\"id\":\"x\"", "\"id\":\"last\""));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(text("SELECT count(*) FROM checks WHERE id = 'last'"))
                            .isEqualTo("1"));
            assertThat(text("SELECT count(*) + sum(left_out) FROM checks WHERE status = 'ok'"))
                    .isEqualTo("501");
            assertThat(Integer.parseInt(text("SELECT count(*) FROM checks WHERE status = 'ok'")))
                    .isBetween(11, 100);
            assertThat(text("SELECT left_out FROM checks WHERE status = 'down'"))
                    .isEqualTo("0");
        }
    }

    private FlinkCluster recording(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        settings.put("TOCSIN_DATABASE_URL", postgres.jdbcUrl());
        settings.put("TOCSIN_DATABASE_USER", postgres.user());
        settings.put("TOCSIN_DATABASE_PASSWORD", postgres.password().value());
        JobConfig config = JobConfig.from(new Settings(settings));
        FlinkCluster cluster = FlinkCluster.start(
                new FlinkClusterConfig(folder, 0, 4, Duration.ofMillis(500)), Clock.systemUTC(), sentence -> {});
        cluster.submit(
                JobDefaults.name("recording"),
                FlinkCluster.jobId("recording"),
                JobDefaults.configuration(),
                env -> RecordingTopology.define(env, config));
        return cluster;
    }

    private String check(String more) {
        return "{\"id\":\"x\",\"service\":\"a\",\"location\":\"eu\",\"kind\":\"http\",\"timestamp\":" + now
                + ",\"status\":\"ok\",\"latencyMs\":1" + more + "}";
    }

    private String sample(String more) {
        return "{\"timestamp\":" + now + ",\"service\":\"a\",\"metric_type\":\"cpu\",\"value\":1" + more + "}";
    }

    private static String alert(String incident, long at) {
        return "{\"incidentId\":\"" + incident + "\",\"sequence\":1,\"fingerprint\":\"f\",\"ruleNumber\":1,"
                + "\"rule\":\"r\",\"entity\":{\"kind\":\"service\",\"key\":\"a\"},\"entityName\":\"A\","
                + "\"severity\":\"warning\",\"state\":\"firing\",\"summary\":\"s\",\"reason\":\"\\u0000\","
                + "\"evidence\":[],\"openedAt\":" + at + ",\"at\":" + at + ",\"definitionVersion\":1}";
    }

    private static String row(String start, int observations) {
        return "{\"series\":{\"kind\":\"service\",\"entity\":\"a\",\"source\":\"probe\",\"metric\":\"latency\","
                + "\"location\":\"eu\"},\"resolution\":\"10s\",\"windowStart\":" + start + ",\"partial\":false,"
                + "\"observations\":" + observations
                + ",\"ok\":1,\"warn\":0,\"error\":0,\"down\":0,\"unknown\":0,\"measured\":1,"
                + "\"satisfied\":1,\"tolerating\":0,\"slow\":0,\"coveredMs\":1,\"sum\":1,\"min\":1,\"max\":1,\"sketch\":\"AQABAQ==\"}";
    }

    private static void send(String topic, String... values) throws Exception {
        try (var producer = new KafkaProducer<>(
                new HashMap<>(Topics.producerSettings(kafka.bootstrapServers(), "poison")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, 0, null, value.getBytes(StandardCharsets.UTF_8)));
            }
            producer.flush();
        }
    }

    private static void execute(String statement) throws Exception {
        try (Connection connection = postgres.connect();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    private static int rows(String table) throws Exception {
        return Integer.parseInt(text("SELECT count(*) FROM " + table));
    }

    private static String text(String query) throws Exception {
        try (Connection connection = postgres.connect();
                ResultSet result = connection.createStatement().executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
