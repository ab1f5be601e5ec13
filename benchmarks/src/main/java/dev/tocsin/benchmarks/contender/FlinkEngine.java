package dev.tocsin.benchmarks.contender;

import dev.tocsin.job.JobDefaults;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink inside this process, with what our job runs with for every job: objects reused, no generic types (so no Kryo), state on
 * the heap, a checkpoint every 5 s to disk. A job that fails ends the run instead of starting again.
 */
final class FlinkEngine {

    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(5);

    static StreamExecutionEnvironment environment(Drain drain) {
        return StreamExecutionEnvironment.createLocalEnvironment(drain.parallelism(), settings(drain));
    }

    private static Configuration settings(Drain drain) {
        Configuration settings = JobDefaults.configuration();
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_EVERY);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                drain.folder().resolve("checkpoints").toUri().toString());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        settings.setString("metrics.reporter.bench.factory.class", EngineMetrics.Factory.class.getName());
        drain.meter().readsAs(EngineMetrics::read);
        drain.meter().sees(EngineMetrics::newCheckpoint);
        return settings;
    }

    private FlinkEngine() {}
}
