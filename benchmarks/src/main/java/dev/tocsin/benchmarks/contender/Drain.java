package dev.tocsin.benchmarks.contender;

import java.nio.file.Path;

/**
 * What a contender is to drain.
 *
 * @param parallelism threads, subtasks or stream threads
 * @param folder its own, empty
 */
record Drain(String bootstrapServers, String topic, int parallelism, Path folder, Meter meter) {

    /** Where those without a sink write what they have counted. */
    Path output() {
        return folder.resolve("output");
    }
}
