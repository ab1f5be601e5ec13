package dev.tocsin.allinone.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster that starts again on what another has left, sound or not. Longer than most files: the set-up is shared. */
class FlinkClusterIT {

    private static final String JOB = "counting";
    private static final JobID ID = FlinkCluster.jobId(JOB);
    /** What the job counted last; it runs in this process. */
    private static final AtomicLong COUNTED = new AtomicLong();

    @TempDir
    Path directory;

    private final List<String> said = new CopyOnWriteArrayList<>();

    @BeforeEach
    void forgetCount() {
        COUNTED.set(0);
    }

    @Test
    void shouldServeTheWebPageOnTheLoopbackPortThatItNames() throws Exception {
        try (FlinkCluster cluster = start()) {
            submit(cluster, counting());

            assertThat(cluster.address().getHost()).isEqualTo("127.0.0.1");
            assertThat(get(cluster.address().resolve("/"))).contains("Apache Flink");
            assertThat(get(cluster.address().resolve("/jobs"))).contains(ID.toHexString());
            assertThat(get(cluster.address().resolve("/config"))).contains("\"web-submit\":false");
        }
    }

    @Test
    void shouldSayThatAJobIsHealthyOnceAllItsTasksRun() {
        try (FlinkCluster cluster = start()) {
            FlinkJob job = submit(cluster, counting());

            awaitHealthy(job);
            assertThat(job.resumedFrom()).isEmpty();
        }
    }

    @Test
    void shouldGoOnWhereItStoppedWhenStartedAgain() {
        long before;
        try (FlinkCluster cluster = start()) {
            awaitHealthy(submit(cluster, counting()));
            await().until(() -> COUNTED.get() > 20);
        }
        before = COUNTED.getAndSet(0);

        try (FlinkCluster cluster = start()) {
            FlinkJob job = submit(cluster, counting());
            await().until(() -> COUNTED.get() > 0);

            assertThat(job.resumedFrom()).isPresent();
            assertThat(COUNTED.get()).isGreaterThanOrEqualTo(before / 2);
        }
    }

    @Test
    void shouldPassOverACheckpointThatWasBeingWrittenWhenTheProcessDied() throws IOException {
        try (FlinkCluster cluster = start()) {
            awaitHealthy(submit(cluster, counting()));
            await().until(() -> checkpoints().size() >= 2);
        }
        List<Path> left = checkpoints();
        Path newest = left.get(left.size() - 1);
        byte[] metadata = Files.readAllBytes(newest.resolve("_metadata"));
        Files.write(newest.resolve("_metadata"), java.util.Arrays.copyOf(metadata, metadata.length / 2));
        Files.createDirectories(newest.resolveSibling("chk-999"));

        try (FlinkCluster cluster = start()) {
            FlinkJob job = submit(cluster, counting());
            awaitHealthy(job);

            assertThat(job.resumedFrom()).contains(left.get(left.size() - 2));
            assertThat(newest.resolveSibling("chk-999")).doesNotExist();
            // The numbers that could not be read are used again, so they must have been out of the way.
            await().until(() -> checkpoints().contains(newest));
        }
    }

    @Test
    void shouldKeepThreeCheckpointsAndNoScratchFilesWhenClosed() throws IOException {
        try (FlinkCluster cluster = start()) {
            awaitHealthy(submit(cluster, counting()));
            await().until(() -> checkpoints().stream().anyMatch(path -> path.endsWith("chk-4")));
        }

        assertThat(checkpoints()).hasSizeBetween(1, 3);
        assertThat(config().scratch()).doesNotExist();
    }

    @Test
    void shouldPutCheckpointsAsideRatherThanDeleteThemWhenNoneCanBeRead() throws IOException {
        try (FlinkCluster cluster = start()) {
            awaitHealthy(submit(cluster, counting()));
            await().until(() -> !checkpoints().isEmpty());
        }
        List<Path> left = checkpoints();
        for (Path checkpoint : left) {
            Files.writeString(checkpoint.resolve("_metadata"), "of a later version");
        }

        try (FlinkCluster cluster = start()) {
            FlinkJob job = submit(cluster, counting());
            awaitHealthy(job);

            assertThat(job.resumedFrom()).isEmpty();
        }
        assertThat(aside().resolve(left.get(0).getFileName()).resolve("_metadata"))
                .hasContent("of a later version");
        assertThat(said).singleElement().asString().contains(JOB, "none of them can be read", aside().toString());
    }

    @Test
    void shouldSayNothingOfACheckpointThatWasNeverFinished() throws IOException {
        Path begun = Files.createDirectories(
                config().checkpoints().resolve(ID.toHexString()).resolve("chk-1"));
        Files.writeString(begun.resolve("state"), "half");

        try (FlinkCluster cluster = start()) {
            awaitHealthy(submit(cluster, counting()));
            await().until(() -> !checkpoints().isEmpty());
        }

        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBeginWithoutCheckpointsThatDoNotFitThisVersionAndSaySo(boolean sameOperator) throws IOException {
        try (FlinkCluster cluster = start()) {
            awaitHealthy(submit(cluster, counting()));
            await().until(() -> !checkpoints().isEmpty());
        }

        try (FlinkCluster cluster = start()) {
            FlinkJob job = submit(cluster, sameOperator ? spelling("count") : spelling("spell"));
            awaitHealthy(job);

            assertThat(job.resumedFrom()).isEmpty();
            assertThat(said).singleElement().asString().contains(JOB, "cannot restore them", aside().toString());
            // The next run finds what this one leaves.
            await().until(() -> !checkpoints().isEmpty());
        }
        try (FlinkCluster cluster = start()) {
            FlinkJob job = submit(cluster, sameOperator ? spelling("count") : spelling("spell"));
            awaitHealthy(job);

            assertThat(job.resumedFrom()).isPresent();
            assertThat(said).hasSize(1);
        }
    }

    private Path aside() throws IOException {
        try (Stream<Path> children = Files.list(config().checkpoints())) {
            return children.filter(path -> path.getFileName().toString().startsWith(ID.toHexString() + ".unreadable-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private FlinkCluster start() {
        return FlinkCluster.start(config(), Clock.systemUTC(), said::add);
    }

    private static FlinkJob submit(FlinkCluster cluster, Consumer<StreamExecutionEnvironment> topology) {
        return cluster.submit(JOB, ID, new Configuration(), topology);
    }

    private FlinkClusterConfig config() {
        return new FlinkClusterConfig(directory, 0, 2, Duration.ofMillis(200));
    }

    private static void awaitHealthy(FlinkJob job) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(job.condition().healthy())
                        .as(job.condition().detail())
                        .isTrue());
    }

    private List<Path> checkpoints() throws IOException {
        Path ofJob = directory.resolve("checkpoints").resolve(ID.toHexString());
        if (!Files.isDirectory(ofJob)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(ofJob)) {
            return children.filter(path -> Files.exists(path.resolve("_metadata")))
                    .sorted(Comparator.comparingInt(path ->
                            Integer.parseInt(path.getFileName().toString().substring(4))))
                    .toList();
        }
    }

    private static String get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Consumer<StreamExecutionEnvironment> counting() {
        return job("count", new Count());
    }

    /** What an upgrade makes of it: the same state under another type, or another operator in its place. */
    private static Consumer<StreamExecutionEnvironment> spelling(String uid) {
        return job(uid, new Spell());
    }

    private static Consumer<StreamExecutionEnvironment> job(
            String uid, KeyedProcessFunction<Long, Long, Long> function) {
        return environment -> environment
                .fromSource(
                        new DataGeneratorSource<>(
                                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(200), Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers",
                        Types.LONG)
                .uid("numbers")
                .setParallelism(1)
                .keyBy(number -> 0L, Types.LONG)
                .process(function)
                .uid(uid)
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere")
                .setParallelism(1);
    }

    private static final class Count extends KeyedProcessFunction<Long, Long, Long> {

        private static final long serialVersionUID = 1;

        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws IOException {
            long now = (count.value() == null ? 0 : count.value()) + 1;
            count.update(now);
            COUNTED.set(now);
            out.collect(now);
        }
    }

    private static final class Spell extends KeyedProcessFunction<Long, Long, Long> {

        private static final long serialVersionUID = 1;

        private transient ValueState<String> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.STRING));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws IOException {
            count.update(String.valueOf(number));
            out.collect(number);
        }
    }
}
