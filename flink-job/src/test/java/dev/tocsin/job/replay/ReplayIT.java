package dev.tocsin.job.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.Topics;
import dev.tocsin.events.service.Settings;
import dev.tocsin.job.DetectionTopology;
import dev.tocsin.job.JobConfig;
import dev.tocsin.job.JobDefaults;
import dev.tocsin.job.kafka.KafkaSinks;
import dev.tocsin.job.kafka.KafkaSources;
import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.TestTopics.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The same topics, read in different ways: every row and every transition is the same, to the byte. */
class ReplayIT {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private static final int KILLS = 4;

    @TempDir
    Path checkpoints;

    private final Random random = new Random();
    private final EventfulTraffic traffic = new EventfulTraffic(20_261_120, 40, 9);

    @Test
    void shouldTellTheSameHoweverTheTopicsAreRead() throws Exception {
        Told straight = readOneAfterTheOther();
        assertEverythingHappened(straight.transitions().values());

        Told skewed = readPartitionByPartition();
        assertSame(straight, skewed);

        Told killed = readKilledAndResumed();
        assertSame(straight, killed);
    }

    /** All is there when the job starts. */
    private Told readOneAfterTheOther() throws Exception {
        kafka.topics().recreate(Stamp.BY_SENDER);
        produce(traffic.drafts());
        JobClient job = start(1, 1, Optional.empty());
        try {
            return awaitEnd(1);
        } finally {
            job.cancel().get();
        }
    }

    /** One partition's last record is read before another's first, and the definitions come last of all. */
    private Told readPartitionByPartition() throws Exception {
        kafka.topics().recreate(Stamp.BY_SENDER);
        JobClient job = start(2, 2, Optional.empty());
        try {
            produce(traffic.drafts().stream()
                    .sorted(Comparator.comparing(ReplayIT::definitionsLast).thenComparing(draft -> -draft.partition()))
                    .toList());
            return awaitEnd(2);
        } finally {
            job.cancel().get();
        }
    }

    private static boolean definitionsLast(EventfulTraffic.Draft draft) {
        return draft.topic().equals(Topics.CONTROL);
    }

    /** The job is killed while it reads and resumed from its newest checkpoint. */
    private Told readKilledAndResumed() throws Exception {
        kafka.topics().recreate(Stamp.BY_SENDER);
        int all = traffic.drafts().size();
        Optional<Path> checkpoint = Optional.empty();
        for (int round = 0; round <= KILLS; round++) {
            long enough = Told.reading(3).spoken() + 1 + random.nextInt(300);
            JobClient job = start(3, 2, checkpoint);
            try {
                int next = round == KILLS ? all : all / (KILLS + 1) * (round + 1);
                produce(traffic.drafts().subList(all / (KILLS + 1) * round, next));
                if (round == KILLS) {
                    return awaitEnd(3);
                }
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> newest().isPresent() && Told.reading(3).spoken() >= enough);
            } finally {
                job.cancel().get();
            }
            checkpoint = newest();
        }
        throw new IllegalStateException("the last round returns");
    }

    private Told awaitEnd(int reading) {
        Told told = Told.reading(reading);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> told.transitions().keySet().stream()
                                .filter(name -> EventfulTraffic.isSentinel(name.substring("service/".length())))
                                .count()
                        >= EventfulTraffic.SENTINELS);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(told.counted()).isEqualTo(traffic.admitted()));
        return told;
    }

    private static void assertSame(Told one, Told other) {
        assertThat(Told.differences(one.transitions(), other.transitions())).isEmpty();
        assertThat(Told.differences(one.aggregates(), other.aggregates())).isEmpty();
        assertThat(other.contradictions()).isEmpty();
    }

    private static void assertEverythingHappened(Collection<String> transitions) {
        Set<String> happened = new TreeSet<>();
        for (String text : transitions) {
            happened.add(text.replaceAll(".*\"rule\":\"([a-z-]+)\".*\"state\":\"([a-z]+)\".*", "$1 $2"));
            happened.add(text.contains("was deleted") ? "deleted" : "");
            happened.add(text.contains("none has come from there since") ? "gone" : "");
        }
        assertThat(happened)
                .contains(
                        "anomaly firing",
                        "anomaly resolved",
                        "consecutive-failures firing",
                        "consecutive-failures resolved",
                        "deleted",
                        "gone",
                        "multi-signal firing",
                        "multi-signal resolved",
                        "silence firing",
                        "silence resolved",
                        "telemetry-threshold firing",
                        "telemetry-threshold resolved",
                        "tiered-thresholds firing",
                        "tiered-thresholds resolved");
    }

    private JobClient start(int reading, int parallelism, Optional<Path> checkpoint) throws Exception {
        Configuration configuration = JobDefaults.configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder(reading).toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(reading == 3 ? 200 : 5_000));
        checkpoint.ifPresent(path -> configuration.set(
                StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        JobConfig config =
                JobConfig.from(new Settings(Map.of("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())));
        DetectionTopology.define(
                env,
                new DetectionTopology.Sources(KafkaSources.inputs(config), KafkaSources.definitions(config)),
                new DetectionTopology.Sinks(
                        rows -> rows.sinkTo(Told.aggregates(reading)).uid("told-rows"),
                        transitions ->
                                transitions.sinkTo(Told.transitions(reading)).uid("told-transitions"),
                        KafkaSinks.quarantine(config)));
        return env.executeAsync(JobDefaults.name("detection"));
    }

    /** The jobs of one reading go on from each other's checkpoints, and from no other's. */
    private Path folder(int reading) throws IOException {
        return Files.createDirectories(checkpoints.resolve("reading-" + reading));
    }

    /** The newest checkpoint of the third reading that is complete, of whichever of its jobs. */
    private Optional<Path> newest() throws IOException {
        try (Stream<Path> files = Files.find(folder(3), 3, (path, is) -> path.endsWith("_metadata"))) {
            return files.max(Comparator.comparingLong(ReplayIT::modified)).map(Path::getParent);
        }
    }

    private static long modified(Path path) {
        return path.toFile().lastModified();
    }

    private void produce(List<EventfulTraffic.Draft> drafts) throws Exception {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Topics.producerSettings(kafka.bootstrapServers(), "test-traffic"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (EventfulTraffic.Draft draft : drafts) {
                acknowledgements.add(producer.send(new ProducerRecord<>(
                        draft.topic(), draft.partition(), draft.appendedAt(), draft.key(), draft.value())));
            }
        }
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            acknowledgement.get();
        }
    }
}
