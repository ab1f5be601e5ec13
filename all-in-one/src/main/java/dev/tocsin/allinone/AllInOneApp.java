package dev.tocsin.allinone;

import dev.tocsin.alerting.AlertingApp;
import dev.tocsin.alerting.AlertingConfig;
import dev.tocsin.allinone.demo.DemoConfiguration;
import dev.tocsin.allinone.demo.DemoServices;
import dev.tocsin.allinone.demo.DemoSlack;
import dev.tocsin.allinone.demo.TelemetryGenerator;
import dev.tocsin.allinone.flink.FlinkCluster;
import dev.tocsin.allinone.flink.FlinkClusterConfig;
import dev.tocsin.allinone.machine.DataDirectory;
import dev.tocsin.allinone.machine.LoopbackPorts;
import dev.tocsin.embedded.EmbeddedKafka;
import dev.tocsin.embedded.EmbeddedPostgres;
import dev.tocsin.embedded.EmbeddedRedis;
import dev.tocsin.events.service.Settings;
import dev.tocsin.gateway.GatewayApp;
import dev.tocsin.gateway.GatewayConfig;
import dev.tocsin.gateway.definitions.TocsinYaml;
import dev.tocsin.gateway.security.Scope;
import dev.tocsin.hardware.HardwareApp;
import dev.tocsin.hardware.HardwareConfig;
import dev.tocsin.job.DetectionTopology;
import dev.tocsin.job.JobConfig;
import dev.tocsin.job.JobDefaults;
import dev.tocsin.job.RecordingTopology;
import dev.tocsin.probe.ProbeApp;
import dev.tocsin.probe.ProbeConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Starts everything, in the order in which it needs each other, and wires it by settings alone. */
public final class AllInOneApp {

    private final AllInOneConfig config;
    private final DataDirectory directory;
    private final Onlooker onlooker;
    private final Clock clock;
    private final Parts parts = new Parts();
    private final ServiceSettings settings;

    private AllInOneApp(AllInOneConfig config, DataDirectory directory, Onlooker onlooker, Clock clock) {
        this.config = config;
        this.directory = directory;
        this.onlooker = onlooker;
        this.clock = clock;
        this.settings = new ServiceSettings(config.environment());
    }

    /**
     * Starts all parts, or none: what had started is stopped again if another part does not.
     *
     * @param directory held by the caller, who gives it back after closing what is returned
     * @throws dev.tocsin.events.service.BadSettingException if a setting keeps a part from starting
     */
    public static RunningTocsin start(AllInOneConfig config, DataDirectory directory, Onlooker onlooker) {
        AllInOneApp app = new AllInOneApp(config, directory, onlooker, Clock.systemUTC());
        try {
            return app.start();
        } catch (RuntimeException | Error e) {
            app.parts.close();
            throw e;
        }
    }

    private RunningTocsin start() {
        checkSettings();
        LoopbackPorts ports = new LoopbackPorts(onlooker::notice);
        int httpPort = ports.choose("the dashboard", config.httpPort());
        int flinkPort = ports.choose("Flink's web page", config.flinkPort());
        Optional<DemoServices> world = config.demo().map(this::startWorld);
        Optional<Path> configFile = world.map(
                        services -> DemoConfiguration.write(directory.path(), services.movedPorts()))
                .or(config::configFile);

        onlooker.progress("Kafka, Postgres, Redis, Flink");
        CompletableFuture<FlinkCluster> flink = Parts.beside(() -> FlinkCluster.start(
                FlinkClusterConfig.in(directory.resolve("flink"), flinkPort), clock, onlooker::notice));
        CompletableFuture<EmbeddedKafka> kafka = Parts.beside(() -> EmbeddedKafka.start(directory.path(), 0));
        CompletableFuture<EmbeddedPostgres> postgres = Parts.beside(() -> EmbeddedPostgres.start(directory.path(), 0));
        CompletableFuture<EmbeddedRedis> redis = Parts.beside(() -> EmbeddedRedis.start(directory.path(), 0));
        parts.join(List.of(kafka, postgres, redis, flink));
        Settings all = settings.at(kafka.join(), postgres.join(), redis.join())
                .gateway(httpPort, configFile)
                .build();

        // The gateway first: it makes the topics and tables that everything else needs.
        onlooker.progress("api-gateway");
        GatewayApp gateway = parts.add(GatewayApp.start(GatewayConfig.from(all), config.environment()));
        onlooker.progress("detection and recording jobs");
        JobConfig jobs = JobConfig.from(all);
        submit(flink.join(), "detection", env -> DetectionTopology.define(env, jobs));
        submit(flink.join(), "recording", env -> RecordingTopology.define(env, jobs));
        parts.add(EventFeed.start(kafka.join().bootstrapServers(), onlooker::news, clock));
        onlooker.progress("alerting-sink, hardware-producer, probe-producer");
        parts.add(AlertingApp.start(AlertingConfig.from(all)));
        parts.add(HardwareApp.start(HardwareConfig.from(all)));
        parts.add(ProbeApp.start(ProbeConfig.from(all)));

        Map<String, String> addresses = addresses(httpPort, flink.join(), kafka.join(), postgres.join(), redis.join());
        config.demo()
                .filter(AllInOneConfig.Demo::telemetry)
                .ifPresent(demo -> parts.add(TelemetryGenerator.start(
                        URI.create("http://127.0.0.1:" + httpPort),
                        gateway.issueKey("demo telemetry", Scope.INGEST),
                        demo.seed(),
                        demo.quiet(),
                        clock)));
        parts.add(Heartbeat.start(directory.path(), config.command(), addresses, parts::list, onlooker::news, clock));
        world.ifPresent(DemoServices::beginScript);
        return new RunningTocsin(parts, addresses);
    }

    /** So that a misspelt setting is told before anything has been started. */
    private void checkSettings() {
        config.configFile().ifPresent(file -> TocsinYaml.load(file, config.environment()));
        Settings asked = settings.build();
        GatewayConfig.from(asked);
        JobConfig.from(asked);
        AlertingConfig.from(asked);
        HardwareConfig.from(asked);
        ProbeConfig.from(asked);
    }

    private DemoServices startWorld(AllInOneConfig.Demo demo) {
        Optional<URI> slack = settings.hasSlackWebhook()
                ? Optional.empty()
                : Optional.of(parts.add(DemoSlack.start()).webhook());
        settings.demo(slack);
        DemoServices services = parts.add(DemoServices.start(demo.seed(), clock, onlooker::news));
        services.movedPorts()
                .forEach((wanted, real) -> onlooker.notice(
                        "Port " + wanted + " for a demo service is taken; using " + real + " instead."));
        return services;
    }

    private void submit(FlinkCluster flink, String job, Consumer<StreamExecutionEnvironment> topology) {
        String name = JobDefaults.name(job);
        parts.add(flink.submit(name, FlinkCluster.jobId(job), JobDefaults.configuration(), topology));
    }

    private Map<String, String> addresses(
            int httpPort, FlinkCluster flink, EmbeddedKafka kafka, EmbeddedPostgres postgres, EmbeddedRedis redis) {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Dashboard", "http://127.0.0.1:" + httpPort + "/");
        addresses.put("API", "http://127.0.0.1:" + httpPort + "/services");
        addresses.put("Flink", flink.address() + "/");
        addresses.put("Kafka", kafka.bootstrapServers());
        addresses.put("Postgres", postgres.jdbcUrl());
        addresses.put("Redis", redis.address());
        addresses.put("Data", directory.path().toString());
        return addresses;
    }
}
