package dev.tocsin.allinone.flink;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a job that goes on from a checkpoint until it runs, or until it is plain that it never will: Flink itself would
 * try for ever.
 */
final class RestoreWatch {

    private static final Logger logger = LoggerFactory.getLogger(RestoreWatch.class);

    /** A disk may stumble once. */
    private static final int ATTEMPTS = 3;

    private static final long PAUSE_MILLIS = 300;
    private static final long ANSWER_SECONDS = 10;

    private final FlinkJob job;
    private final Set<Long> failures = new HashSet<>();

    private RestoreWatch(FlinkJob job) {
        this.job = job;
    }

    /** @param hopeless is told once why the checkpoint cannot be restored, on a thread of its own */
    static void start(FlinkJob job, Consumer<String> hopeless) {
        Thread thread = new Thread(() -> new RestoreWatch(job).watch(hopeless), "restore-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(Consumer<String> hopeless) {
        try {
            while (!job.isClosed()) {
                AccessExecutionGraph graph = job.graph().get(ANSWER_SECONDS, TimeUnit.SECONDS);
                if (FlinkJob.runsWholly(graph)) {
                    return;
                }
                Optional<String> reason = RestoreFailure.in(graph);
                if (reason.isPresent() && isHopeless(graph)) {
                    hopeless.accept(reason.get());
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            logger.warn("Nobody watches any more whether the job {} can go on; its condition tells.", job.name(), e);
        }
    }

    private boolean isHopeless(AccessExecutionGraph graph) {
        failures.add(graph.getFailureInfo().getTimestamp());
        return graph.getState() == JobStatus.FAILED || failures.size() >= ATTEMPTS;
    }
}
