package dev.tocsin.job;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Submits one of the two jobs to the cluster that this runs on: {@code JobMain detection} or {@code JobMain recording}. */
public final class JobMain {

    public static void main(String[] arguments) throws Exception {
        try {
            submit(arguments.length == 1 ? arguments[0] : "");
        } catch (BadSettingException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void submit(String job) throws Exception {
        JobConfig config = JobConfig.from(new Settings(System.getenv()));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Configuration flink = JobDefaults.configuration();
        flink.addAll(Configuration.fromMap(env.getConfiguration().toMap()));
        env.configure(flink);
        switch (job) {
            case "detection" -> DetectionTopology.define(env, config);
            case "recording" -> RecordingTopology.define(env, config);
            default -> throw new BadSettingException("Say which job to submit: detection or recording.");
        }
        env.execute(JobDefaults.name(job));
    }

    private JobMain() {}
}
