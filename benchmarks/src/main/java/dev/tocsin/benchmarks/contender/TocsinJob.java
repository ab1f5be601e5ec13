package dev.tocsin.benchmarks.contender;

import dev.tocsin.events.service.Settings;
import dev.tocsin.job.DetectionTopology;
import dev.tocsin.job.JobConfig;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Our detection job as it is, with all its sources, rules and sinks. It reads its own topics, whatever the drain says. */
final class TocsinJob implements Contender {

    @Override
    public void start(Drain drain) throws Exception {
        StreamExecutionEnvironment env = FlinkEngine.environment(drain);
        DetectionTopology.define(
                env, JobConfig.from(new Settings(Map.of("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", drain.bootstrapServers()))));
        env.executeAsync("tocsin");
    }
}
