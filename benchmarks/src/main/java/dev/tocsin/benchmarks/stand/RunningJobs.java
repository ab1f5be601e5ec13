package dev.tocsin.benchmarks.stand;

import dev.tocsin.events.service.Settings;
import dev.tocsin.job.DetectionTopology;
import dev.tocsin.job.JobConfig;
import dev.tocsin.job.JobDefaults;
import dev.tocsin.job.RecordingTopology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Submits Tocsin's two jobs to the stand's cluster, as its defaults want them, under ids that stay the same. */
public final class RunningJobs implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final FlinkProcesses flink;
    private final JobConfig config;
    private final RestClusterClient<StandaloneClusterId> client;
    private final Set<JobID> submitted = new LinkedHashSet<>();
    private int generation;

    RunningJobs(FlinkProcesses flink, String bootstrapServers, Optional<Database> database) {
        this.flink = flink;
        Map<String, String> settings = new HashMap<>(Map.of("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers));
        database.ifPresent(postgres -> settings.putAll(Map.of(
                "TOCSIN_DATABASE_URL", postgres.proxiedUrl(),
                "TOCSIN_DATABASE_USER", postgres.user(),
                "TOCSIN_DATABASE_PASSWORD", postgres.password())));
        this.config = JobConfig.from(new Settings(settings));
        Configuration cluster = new Configuration();
        cluster.set(RestOptions.ADDRESS, "127.0.0.1");
        cluster.set(RestOptions.PORT, flink.rest().port());
        try {
            this.client = new RestClusterClient<>(cluster, StandaloneClusterId.getInstance());
        } catch (Exception e) {
            // the constructor declares Exception
            throw new IllegalStateException("No client for the cluster", e);
        }
    }

    /** Where a job begins. */
    public enum From {
        /** The newest retained checkpoint, or the beginning if there is none. */
        NEWEST_CHECKPOINT,
        /** The beginning of the topics. */
        BEGINNING
    }

    /** The id of the job that bears that name. */
    public JobID id(String job) {
        UUID id = UUID.nameUUIDFromBytes(("trial-" + generation + "/" + job).getBytes(StandardCharsets.UTF_8));
        return new JobID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** Detection under the name {@code detection}; returns when all its tasks run. */
    public JobID detection(int parallelism, Duration checkpointInterval, From from) {
        return submit(
                "detection",
                parallelism,
                checkpointInterval,
                from == From.BEGINNING ? Optional.empty() : newestCheckpoint(id("detection")));
    }

    /** Recording; returns when all its tasks run. */
    public JobID recording(Duration checkpointInterval, From from) {
        return submit(
                "recording",
                1,
                checkpointInterval,
                from == From.BEGINNING ? Optional.empty() : newestCheckpoint(id("recording")));
    }

    /**
     * A job under a name of its own, because a JobManager takes each id once.
     *
     * @param name begins with {@code detection} or {@code recording}
     * @param savepoint the folder of a checkpoint or savepoint to begin from
     */
    public JobID submit(String name, int parallelism, Duration checkpointInterval, Optional<Path> savepoint) {
        Configuration settings = JobDefaults.configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                flink.checkpoints().toUri().toString());
        Consumer<StreamExecutionEnvironment> topology = name.startsWith("recording")
                ? env -> RecordingTopology.define(env, config)
                : env -> DetectionTopology.define(env, config);
        JobGraph graph = graph(name, parallelism, settings, topology, savepoint);
        waited(client.submitJob(graph), "submitting " + name);
        JobID id = id(name);
        submitted.add(id);
        Awaiting.until("the tasks of " + name + " run", Duration.ofSeconds(PATIENCE_SECONDS), () -> flink.rest()
                .isRunning(id));
        return id;
    }

    private JobGraph graph(
            String name,
            int parallelism,
            Configuration settings,
            Consumer<StreamExecutionEnvironment> topology,
            Optional<Path> savepoint) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        environment.setParallelism(parallelism);
        topology.accept(environment);
        StreamGraph plan = environment.getStreamGraph();
        plan.setJobName(JobDefaults.name(name));
        savepoint.ifPresent(path -> plan.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(path.toUri().toString(), false, RecoveryClaimMode.NO_CLAIM)));
        return plan.getJobGraph(RunningJobs.class.getClassLoader(), id(name));
    }

    /** Stops a job with a savepoint and returns its folder. */
    public Path stopWithSavepoint(JobID job) {
        String savepoint = waited(
                client.stopWithSavepoint(
                        job, false, flink.savepoints().toUri().toString(), SavepointFormatType.CANONICAL),
                "stopping with a savepoint");
        return Path.of(java.net.URI.create(savepoint));
    }

    /** Ends a job; returns when it has ended. */
    public void cancel(JobID job) {
        waited(client.cancel(job), "cancelling");
        Awaiting.until("the job has ended", Duration.ofSeconds(PATIENCE_SECONDS), () -> flink.rest()
                .state(job)
                .equals("CANCELED"));
    }

    /** Ends all jobs; those that begin afterwards have other ids, and know nothing of their checkpoints. */
    void cancelAll() {
        submitted.stream()
                .filter(job ->
                        Set.of("RUNNING", "RESTARTING").contains(flink.rest().state(job)))
                .forEach(this::cancel);
        submitted.clear();
        generation++;
    }

    /** The newest retained checkpoint of a job that is complete. */
    public Optional<Path> newestCheckpoint(JobID job) {
        Path ofJob = flink.checkpoints().resolve(job.toHexString());
        if (!Files.isDirectory(ofJob)) {
            return Optional.empty();
        }
        try (Stream<Path> children = Files.list(ofJob)) {
            return children.filter(path -> Files.exists(path.resolve("_metadata")))
                    .max(Comparator.comparingLong(
                            path -> Long.parseLong(path.getFileName().toString().substring("chk-".length()))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + ofJob, e);
        }
    }

    private static <T> T waited(java.util.concurrent.CompletableFuture<T> future, String what) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(what + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + what, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
