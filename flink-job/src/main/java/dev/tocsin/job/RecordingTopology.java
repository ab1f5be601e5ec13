package dev.tocsin.job;

import dev.tocsin.job.recording.Recording;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The recording job on one page: each topic is copied to its table, independently of the others.
 *
 * <pre>
 * probe results ─► checks          aggregates ─► aggregates       notifications ─► notifications
 * telemetry ─► telemetry           transitions ─► alerts
 * </pre>
 */
public final class RecordingTopology {

    public static void define(StreamExecutionEnvironment env, JobConfig config) {
        Recording.all(config).forEach(recording -> recording.define(env, config));
    }

    private RecordingTopology() {}
}
