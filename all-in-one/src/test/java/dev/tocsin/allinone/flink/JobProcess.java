package dev.tocsin.allinone.flink;

import dev.tocsin.events.service.Settings;
import dev.tocsin.job.DetectionTopology;
import dev.tocsin.job.JobConfig;
import dev.tocsin.job.JobDefaults;
import dev.tocsin.job.RecordingTopology;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Both jobs on a Flink cluster in a process of its own, so that a test can kill it. */
final class JobProcess {

    private static final String READY = "submitted";

    /** Runs until it is killed. The only argument is the folder for checkpoints; the rest are settings. */
    public static void main(String[] arguments) throws InterruptedException {
        JobConfig config = JobConfig.from(new Settings(System.getenv()));
        FlinkCluster cluster = FlinkCluster.start(
                new FlinkClusterConfig(Path.of(arguments[0]), 0, 4, Duration.ofMillis(500)),
                Clock.systemUTC(),
                System.out::println);
        submit(cluster, "detection", env -> DetectionTopology.define(env, config));
        submit(cluster, "recording", env -> RecordingTopology.define(env, config));
        System.out.println(READY);
        Thread.currentThread().join();
    }

    private static void submit(FlinkCluster cluster, String job, Consumer<StreamExecutionEnvironment> define) {
        Configuration defaults = JobDefaults.configuration();
        defaults.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        cluster.submit(JobDefaults.name(job), FlinkCluster.jobId(job), defaults, define);
    }

    static Process start(Path folder, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx600m",
                "-cp",
                System.getProperty("java.class.path"),
                JobProcess.class.getName(),
                folder.toString()));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().putAll(settings);
        File output = folder.resolve("output.log").toFile();
        process.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        return process.start();
    }

    private JobProcess() {}
}
