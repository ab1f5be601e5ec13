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
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
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
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterIT {

    private static final String JOB = "counting";
    private static final JobID ID = FlinkCluster.jobId(JOB);
    /** What the job counted last; it runs in this process. */
    private static final AtomicLong COUNTED = new AtomicLong();

    @TempDir
    Path directory;

    @BeforeEach
    void forgetCount() {
        COUNTED.set(0);
    }

    @Test
    void shouldServeTheWebPageOnTheLoopbackPortThatItNames() throws Exception {
        try (FlinkCluster cluster = FlinkCluster.start(config())) {
            cluster.submit(JOB, counting());

            assertThat(cluster.address().getHost()).isEqualTo("127.0.0.1");
            assertThat(get(cluster.address().resolve("/"))).contains("Apache Flink");
            assertThat(get(cluster.address().resolve("/jobs"))).contains(ID.toHexString());
            assertThat(get(cluster.address().resolve("/config"))).contains("\"web-submit\":false");
        }
    }

    @Test
    void shouldSayThatAJobIsHealthyOnceAllItsTasksRun() {
        try (FlinkCluster cluster = FlinkCluster.start(config())) {
            FlinkJob job = cluster.submit(JOB, counting());

            awaitHealthy(job);
            assertThat(job.resumedFrom()).isEmpty();
        }
    }

    @Test
    void shouldGoOnWhereItStoppedWhenStartedAgain() {
        long before;
        try (FlinkCluster cluster = FlinkCluster.start(config())) {
            awaitHealthy(cluster.submit(JOB, counting()));
            await().until(() -> COUNTED.get() > 20);
        }
        before = COUNTED.getAndSet(0);

        try (FlinkCluster cluster = FlinkCluster.start(config())) {
            FlinkJob job = cluster.submit(JOB, counting());
            await().until(() -> COUNTED.get() > 0);

            assertThat(job.resumedFrom()).isPresent();
            assertThat(COUNTED.get()).isGreaterThanOrEqualTo(before / 2);
        }
    }

    @Test
    void shouldPassOverACheckpointThatWasBeingWrittenWhenTheProcessDied() throws IOException {
        try (FlinkCluster cluster = FlinkCluster.start(config())) {
            awaitHealthy(cluster.submit(JOB, counting()));
            await().until(() -> checkpoints().size() >= 2);
        }
        List<Path> left = checkpoints();
        Path newest = left.get(left.size() - 1);
        byte[] metadata = Files.readAllBytes(newest.resolve("_metadata"));
        Files.write(newest.resolve("_metadata"), java.util.Arrays.copyOf(metadata, metadata.length / 2));
        Files.createDirectories(newest.resolveSibling("chk-999"));

        try (FlinkCluster cluster = FlinkCluster.start(config())) {
            FlinkJob job = cluster.submit(JOB, counting());
            awaitHealthy(job);

            assertThat(job.resumedFrom()).contains(left.get(left.size() - 2));
            assertThat(newest.resolveSibling("chk-999")).doesNotExist();
            // The numbers that could not be read are used again, so they must have been out of the way.
            await().until(() -> checkpoints().contains(newest));
        }
    }

    @Test
    void shouldKeepThreeCheckpointsAndNoScratchFilesWhenClosed() throws IOException {
        try (FlinkCluster cluster = FlinkCluster.start(config())) {
            awaitHealthy(cluster.submit(JOB, counting()));
            await().until(() -> checkpoints().stream().anyMatch(path -> path.endsWith("chk-4")));
        }

        assertThat(checkpoints()).hasSizeBetween(1, 3);
        assertThat(config().scratch()).doesNotExist();
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
                .process(new Count())
                .uid("count")
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
}
