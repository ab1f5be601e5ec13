package dev.tocsin.allinone.flink;

import java.time.Duration;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** Flink's own settings for a small cluster in one process. The cluster and every job on it start from the same ones. */
final class ClusterSettings {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int RETAINED = 3;
    /** The first is where Prometheus looks for Flink by convention; several clusters on one machine take the next. */
    private static final String METRICS_PORTS = "9249-9299";

    /** Two jobs of a handful of tasks exchange little; Flink's default of 64 MB and more would lie idle. */
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(24);
    /** Nothing here uses managed memory: state is on the heap and there are no batch operators. */
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(1);

    static Configuration of(FlinkClusterConfig config) {
        Configuration settings = new Configuration();
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(RestOptions.PORT, config.restPort());
        settings.set(RestOptions.BIND_PORT, String.valueOf(config.restPort()));
        settings.set(RestOptions.SERVER_NUM_THREADS, 2);
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        // The page is for looking: whoever reaches the port must not run code of his own or stop the jobs.
        settings.set(WebOptions.SUBMIT_ENABLE, false);
        settings.set(WebOptions.CANCEL_ENABLE, false);
        settings.set(WebOptions.TMP_DIR, config.scratch().toString());
        settings.set(CoreOptions.TMP_DIRS, config.scratch().toString());
        settings.set(BlobServerOptions.STORAGE_DIRECTORY, config.scratch().toString());
        settings.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);

        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);

        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                config.checkpoints().toUri().toString());
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpointInterval());
        settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // A full disk must not stop the alarms: the job goes on without new checkpoints and the condition says so.
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);

        settings.setString(
                "metrics.reporter.prometheus.factory.class", LoopbackPrometheusReporter.Factory.class.getName());
        settings.setString("metrics.reporter.prometheus.port", METRICS_PORTS);

        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        return settings;
    }

    private ClusterSettings() {}
}
