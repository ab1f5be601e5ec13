package dev.tocsin.allinone.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What the cluster inside this process is made of.
 *
 * @param directory where checkpoints and scratch files live; created if missing
 * @param restPort the loopback port of the REST interface and the web page, 0 for any
 * @param slots how many task slots the TaskManager offers
 * @param checkpointInterval time between two checkpoints of a job
 */
public record FlinkClusterConfig(Path directory, int restPort, int slots, Duration checkpointInterval) {

    private static final int DEFAULT_SLOTS = 4;
    private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    public FlinkClusterConfig {
        Objects.requireNonNull(directory, "directory");
        if (slots < 1) {
            throw new IllegalArgumentException("slots must be at least 1, not " + slots);
        }
    }

    public static FlinkClusterConfig in(Path directory, int restPort) {
        return new FlinkClusterConfig(directory, restPort, DEFAULT_SLOTS, DEFAULT_CHECKPOINT_INTERVAL);
    }

    Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    Path scratch() {
        return directory.resolve("scratch");
    }
}
