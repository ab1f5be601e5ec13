package dev.tocsin.allinone.flink;

import dev.tocsin.events.service.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Flink cluster in this process. Jobs have fixed ids, derived from their names, so a job finds the checkpoints
 * that its last run left and goes on from the newest that can be read. Where it cannot, because none can be read or because
 * what they hold does not fit this version, they are put aside and the job begins without them: an upgrade must not end the
 * watching.
 *
 * <p>{@link #submit} and {@link #close} belong to the thread that started it; {@link #condition} may be asked from any.
 */
public final class FlinkCluster implements RunningService {

    private static final Logger logger = LoggerFactory.getLogger(FlinkCluster.class);

    private static final long STOP_SECONDS = 5;

    private final FlinkClusterConfig config;
    private final Configuration settings;
    private final MiniCluster cluster;
    private final Deque<FlinkJob> jobs = new ArrayDeque<>();
    private final URI address;
    private final RetainedCheckpoints retained;
    private boolean closed;

    private FlinkCluster(
            FlinkClusterConfig config,
            Configuration settings,
            MiniCluster cluster,
            URI address,
            RetainedCheckpoints retained) {
        this.config = config;
        this.settings = settings;
        this.cluster = cluster;
        this.address = address;
        this.retained = retained;
    }

    /**
     * Starts the cluster and returns when its REST interface answers.
     *
     * @param notice is told in one sentence when a job has to begin without its checkpoints
     */
    public static FlinkCluster start(FlinkClusterConfig config, Clock clock, Consumer<String> notice) {
        makeDirectories(config);
        Configuration settings = ClusterSettings.of(config);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration(settings))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(config.slots())
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .setCommonBindAddress("127.0.0.1")
                .build());
        try {
            cluster.start();
            URI address = cluster.getRestAddress().get(STOP_SECONDS, TimeUnit.SECONDS);
            return new FlinkCluster(
                    config, settings, cluster, address, new RetainedCheckpoints(config.checkpoints(), clock, notice));
        } catch (Exception e) {
            // MiniCluster.start declares Exception
            cluster.closeAsync();
            throw new IllegalStateException("the Flink cluster did not start: " + e.getMessage(), e);
        }
    }

    /** The id under which a job of that name always runs. */
    public static JobID jobId(String name) {
        UUID id = UUID.nameUUIDFromBytes(("tocsin/" + name).getBytes(StandardCharsets.UTF_8));
        return new JobID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /**
     * Submits a job, from its newest loadable checkpoint if there is one. Returns when the cluster has accepted it, which
     * is before its tasks run; see {@link FlinkJob#condition}.
     *
     * @param overrides settings of this job that differ from the cluster's
     * @param topology defines the whole pipeline on the environment and must not execute it; asked twice if the job has to
     *     begin again without its checkpoints
     */
    public FlinkJob submit(
            String name, JobID id, Configuration overrides, Consumer<StreamExecutionEnvironment> topology) {
        Configuration jobSettings = new Configuration(settings);
        jobSettings.addAll(overrides);
        // Flink's own name for the folder is the id under which the job runs, and that may change.
        jobSettings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                retained.of(id).toUri().toString());
        jobSettings.set(CheckpointingOptions.CREATE_CHECKPOINT_SUB_DIR, false);
        Optional<Path> checkpoint = retained.claimNewestLoadable(name, id);
        submit(plan(name, jobSettings, topology), id, checkpoint);
        FlinkJob job = new FlinkJob(name, id, checkpoint, cluster);
        jobs.push(job);
        if (checkpoint.isPresent()) {
            RestoreWatch.start(job, reason -> beginWithout(job, id, reason, () -> plan(name, jobSettings, topology)));
        }
        return job;
    }

    /** Flink accepts an id once in its life, so the job runs under another one until the next start. */
    private synchronized void beginWithout(FlinkJob job, JobID id, String reason, Supplier<StreamGraph> plan) {
        if (closed) {
            return;
        }
        job.cancel();
        retained.putAside(job.name(), id, "Flink cannot restore them (" + reason + ")");
        JobID other = jobId(id.toHexString());
        submit(plan.get(), other, Optional.empty());
        job.runsAs(other);
    }

    private static StreamGraph plan(
            String name, Configuration jobSettings, Consumer<StreamExecutionEnvironment> topology) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(jobSettings);
        topology.accept(environment);
        StreamGraph plan = environment.getStreamGraph();
        plan.setJobName(name);
        return plan;
    }

    private void submit(StreamGraph plan, JobID id, Optional<Path> checkpoint) {
        String name = plan.getJobName();
        checkpoint.ifPresent(path -> plan.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(path.toUri().toString(), false, RecoveryClaimMode.CLAIM)));
        JobGraph graph = plan.getJobGraph(FlinkCluster.class.getClassLoader(), id);
        try {
            cluster.submitJob(graph).get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Flink did not accept the job " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while submitting the job " + name, e);
        }
        logger.info(
                "Job {} ({}) submitted, from {}.",
                name,
                id,
                checkpoint.map(Path::toString).orElse("the beginning"));
    }

    /** Where the REST interface and the web page are. */
    public URI address() {
        return address;
    }

    @Override
    public String name() {
        return "flink";
    }

    @Override
    public Condition condition() {
        return cluster.isRunning()
                ? Condition.healthy(jobs.size() + " jobs on " + config.slots() + " slots")
                : Condition.unhealthy("the cluster has stopped; see the log and start again");
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        jobs.forEach(FlinkJob::close);
        try {
            cluster.closeAsync().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            logger.warn("The Flink cluster did not stop cleanly; its checkpoints are whole, nothing needs doing.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Directories.delete(config.scratch());
    }

    private static void makeDirectories(FlinkClusterConfig config) {
        try {
            Files.createDirectories(config.checkpoints());
            // Leftovers of a run that was killed.
            Directories.delete(config.scratch());
            Files.createDirectories(config.scratch());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + config.directory(), e);
        }
    }
}
