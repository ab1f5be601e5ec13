package dev.tocsin.benchmarks.throughput;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.benchmarks.contender.ContenderMain;
import dev.tocsin.benchmarks.contender.ContenderName;
import dev.tocsin.benchmarks.contender.ContenderName.Portion;
import dev.tocsin.benchmarks.contender.Meter;
import dev.tocsin.benchmarks.fleet.FleetPlan;
import dev.tocsin.benchmarks.fleet.FleetTopics;
import dev.tocsin.benchmarks.process.BenchFolder;
import dev.tocsin.benchmarks.process.BrokerMain;
import dev.tocsin.benchmarks.process.ChildJvm;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A broker in a process of its own with full topics, where contenders run one after the other, each in a fresh process with the
 * same heap and collector. Belongs to one thread.
 */
final class Arena implements AutoCloseable {

    /** What every contender's process gets. */
    static final List<String> TO_MEASURE =
            List.of("-Xms512m", "-Xmx2g", "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError");

    /** What it gets where only its output matters. */
    static final List<String> TO_CHECK =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    private static final List<String> BROKER_OPTIONS = List.of("-Xms512m", "-Xmx1g");
    /** Thousands of samples are longer than any document from the wire may be. */
    private static final ObjectMapper READINGS = new ObjectMapper();

    /** Where the bench is told only of all results, this part of them is there to warm up. */
    private static final double WARM_UP = 0.75;

    private static final Map<Portion, String> TOPICS = Map.of(
            Portion.WHOLE, Topics.PROBE_RESULTS,
            Portion.QUARTER, "bench.results.quarter",
            Portion.SMALL, "bench.results.small");

    private final Path folder;
    private final List<String> contenderOptions;
    private final ChildJvm broker;
    private final String bootstrapServers;
    private final FleetTopics topics;
    private final Map<Portion, Load> loads = new EnumMap<>(Portion.class);
    private int runs;

    /** @param contenderOptions Java options of every contender's process */
    Arena(Path folder, List<String> contenderOptions) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.contenderOptions = contenderOptions;
        this.broker = ChildJvm.start(
                BrokerMain.class,
                Files.createDirectories(folder.resolve("broker")),
                BROKER_OPTIONS,
                List.of(folder.resolve("broker").toString()));
        this.bootstrapServers = broker.line();
        this.topics = new FleetTopics(bootstrapServers);
    }

    /**
     * Fills the topics.
     *
     * @param warmUp so many of the results are there to warm up, as an engine's compiler needs half a minute of them; 0 if
     *     nothing is to be measured
     * @param portions those that are drained
     * @param small results of the small one
     */
    void fill(FleetPlan plan, long warmUp, Set<Portion> portions, long small) {
        topics.create(List.copyOf(TOPICS.values()));
        topics.define(plan);
        for (Portion portion : portions) {
            String topic = TOPICS.get(portion);
            loads.put(
                    portion,
                    switch (portion) {
                        case WHOLE -> fill(topic, plan, warmUp);
                        case QUARTER -> fill(topic, plan.first(Math.max(1, plan.records() / 4)), warmUp / 4);
                        case SMALL -> fill(topic, plan.first(small), warmUp == 0 ? 0 : (long) (small * WARM_UP));
                    });
        }
    }

    /** Fills the topic that our job drains. */
    void fill(FleetPlan plan) {
        fill(plan, 0, Set.of(ContenderName.TOCSIN.portion()), 0);
    }

    private Load fill(String topic, FleetPlan plan, long warmUp) {
        return new Load(topic, warmUp, topics.fill(plan, topic));
    }

    /** Lets a contender drain its topic and looks at what came out. */
    RunResult run(ContenderName contender, int parallelism, Optional<Path> profile)
            throws IOException, InterruptedException {
        return run(contender, parallelism, profile, Optional.empty());
    }

    /** Lets our job drain its topic, and measures what it does with a stretch of the traffic while more comes. */
    RunResult run(int parallelism, Optional<Path> profile, Stretch stretch) throws IOException, InterruptedException {
        return run(ContenderName.TOCSIN, parallelism, profile, Optional.of(stretch));
    }

    private RunResult run(ContenderName contender, int parallelism, Optional<Path> profile, Optional<Stretch> stretch)
            throws IOException, InterruptedException {
        Load load = loads.get(contender.portion());
        Path own = Files.createDirectories(folder.resolve("run-" + runs++ + "-" + contender.label()));
        List<String> options = new ArrayList<>(contenderOptions);
        profile.ifPresent(file -> {
            options.add("-D" + ContenderMain.PROFILE_PROPERTY + "=" + file.toAbsolutePath());
            // Otherwise samples are told of the nearest safepoint, not of where they were taken.
            options.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"));
        });
        Duration brokerBefore = broker.cpu();
        boolean ours = contender == ContenderName.TOCSIN;
        try (OutputTopic output = new OutputTopic(bootstrapServers, ours ? Topics.AGGREGATES : FleetTopics.WINDOWS);
                ChildJvm process = ChildJvm.start(
                        ContenderMain.class,
                        own,
                        options,
                        List.of(
                                contender.label(),
                                bootstrapServers,
                                load.topic(),
                                String.valueOf(parallelism),
                                own.toString(),
                                String.valueOf(load.warmUp())))) {
            Verdict verdict = new Verdict(load.oracle());
            if (contender.endsItself()) {
                Meter.Reading reading = reading(process);
                return result(
                        contender,
                        Measured.whole(load, reading, reading.endedAt()),
                        output.written(),
                        reading,
                        brokerBefore,
                        verdict.ofFile(contender, own.resolve("output")));
            }
            List<ConsumerRecord<byte[], byte[]>> rows =
                    output.await(verdict.expectedRows(contender), Verdict::isFinal, process::isAlive);
            if (!process.isAlive()) {
                process.line(); // which says why
            }
            process.finish();
            Meter.Reading reading = reading(process);
            Measured measured = stretch.isPresent()
                    ? stretch.get().measured(load, rows)
                    : Measured.whole(load, reading, Measured.lastOf(rows));
            return result(
                    contender, measured, output.written(), reading, brokerBefore, verdict.ofRows(contender, rows));
        } finally {
            BenchFolder.delete(own);
        }
    }

    private static Meter.Reading reading(ChildJvm process) throws IOException {
        return READINGS.readValue(process.line(), Meter.Reading.class);
    }

    private RunResult result(
            ContenderName contender,
            Measured measured,
            long rowsWritten,
            Meter.Reading reading,
            Duration brokerBefore,
            String difference) {
        return new RunResult(
                contender,
                measured.records(),
                rowsWritten,
                measured.seconds(),
                reading.cpuSeconds(measured.beganAt(), measured.endedAt()),
                reading.peakMemoryBytes(),
                reading.checkpoints(),
                broker.cpu().minus(brokerBefore).toMillis() / 1e3,
                difference);
    }

    @Override
    public void close() throws IOException {
        broker.close();
        BenchFolder.delete(folder);
    }
}
