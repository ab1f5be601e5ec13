package dev.tocsin.allinone.flink;

import dev.tocsin.events.service.RunningService;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job on a {@link FlinkCluster}. Closing it takes a last checkpoint and cancels it; its checkpoints stay. */
public final class FlinkJob implements RunningService {

    private static final Logger logger = LoggerFactory.getLogger(FlinkJob.class);

    private static final long LAST_CHECKPOINT_SECONDS = 2;
    private static final long CANCEL_SECONDS = 3;

    private final String name;
    private volatile JobID id;
    private volatile Optional<Path> resumedFrom;
    private final MiniCluster cluster;
    private volatile CompletableFuture<? extends AccessExecutionGraph> asked;
    private volatile Condition last = Condition.unhealthy("starting");
    private volatile boolean closed;

    FlinkJob(String name, JobID id, Optional<Path> resumedFrom, MiniCluster cluster) {
        this.name = name;
        this.id = id;
        this.resumedFrom = resumedFrom;
        this.cluster = cluster;
        this.asked = cluster.getExecutionGraph(id);
    }

    /** Under which it runs, which is another than that of its name if it had to begin without its checkpoints. */
    public JobID id() {
        return id;
    }

    /** The checkpoint that it went on from, empty if it began from nothing. */
    public Optional<Path> resumedFrom() {
        return resumedFrom;
    }

    boolean isClosed() {
        return closed;
    }

    /** It has begun again, from nothing. */
    void runsAs(JobID other) {
        id = other;
        resumedFrom = Optional.empty();
    }

    CompletableFuture<? extends AccessExecutionGraph> graph() {
        return cluster.getExecutionGraph(id);
    }

    static boolean runsWholly(AccessExecutionGraph graph) {
        for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return graph.getState() == JobStatus.RUNNING;
    }

    @Override
    public String name() {
        return name;
    }

    /** As of the last answer of the cluster, which is asked again with each call; so it lags by one call. */
    @Override
    public Condition condition() {
        CompletableFuture<? extends AccessExecutionGraph> answer = asked;
        if (answer.isDone()) {
            last = answer.isCompletedExceptionally()
                    ? Condition.unhealthy("Flink does not answer for it")
                    : describe(answer.join());
            if (cluster.isRunning()) {
                asked = cluster.getExecutionGraph(id);
            }
        }
        return last;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            cluster.triggerCheckpoint(id, CheckpointType.FULL).get(LAST_CHECKPOINT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            logger.info("Job {} took no last checkpoint ({}); it will go on from the one before.", name, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cancel();
    }

    /** Returns when it has ended, or does not within some seconds. */
    void cancel() {
        try {
            cluster.cancelJob(id)
                    .thenCompose(done -> cluster.requestJobResult(id))
                    .get(CANCEL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            logger.info("Job {} did not answer its cancellation ({}); it ends with the cluster.", name, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Condition describe(AccessExecutionGraph graph) {
        JobStatus status = graph.getState();
        int running = 0;
        int all = 0;
        for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
            all++;
            running += vertex.getExecutionState() == ExecutionState.RUNNING ? 1 : 0;
        }
        if (runsWholly(graph)) {
            return Condition.healthy(running + " tasks running");
        }
        Optional<String> notRestored = resumedFrom.flatMap(path -> RestoreFailure.in(graph));
        if (notRestored.isPresent()) {
            return Condition.unhealthy(
                    "cannot go on from " + resumedFrom.map(Path::getFileName).orElse(null) + " (" + notRestored.get()
                            + "); if it does not begin without it soon, stop and start with --fresh");
        }
        ErrorInfo failure = graph.getFailureInfo();
        String cause = failure == null
                ? ""
                : "; last failure: "
                        + failure.getExceptionAsString().lines().findFirst().orElse("unknown");
        return Condition.unhealthy(status.name().toLowerCase(java.util.Locale.ROOT) + ", " + running + " of " + all
                + " tasks running" + cause);
    }
}
