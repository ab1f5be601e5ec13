package dev.tocsin.benchmarks.throughput;

import dev.tocsin.benchmarks.contender.ContenderName;
import dev.tocsin.benchmarks.fleet.FleetPlan;
import dev.tocsin.benchmarks.process.BenchFolder;
import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "throughput",
        description = "Fills a topic and lets each contender drain it in turn, round after round.",
        footer = {
            "",
            "Contenders: bare counts bytes; loop decodes and adds to sketches, nothing else; tocsin is our job;",
            "stock is good Flink, naive is Flink that keeps and sorts; kafka-streams; flink-sql.",
            "A run counts only if its output is what must come out. Exit code 1 if a contender has none that counts."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class ThroughputCommand implements Callable<Integer> {

    /** Threads, subtasks or stream threads of each contender. */
    private static final int PARALLELISM = 2;

    private static final double MILLION = 1e6;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "15000000",
            description = "Results that are measured; of stock a quarter of them (default: ${DEFAULT-VALUE}).")
    private long records;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "45000000",
            description = "Results that come before them, until an engine's code is compiled; of stock a quarter, too"
                    + " (default: ${DEFAULT-VALUE}).")
    private long warmUp;

    @Option(
            names = "--slow-records",
            paramLabel = "N",
            defaultValue = "2000000",
            description =
                    "How many naive, kafka-streams and flink-sql drain in all; three quarters warm up (default: ${DEFAULT-VALUE}).")
    private long slowRecords;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each contender runs (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--contenders", paramLabel = "A,B", split = ",", description = "Who takes part (default: all).")
    private List<String> contenders = ContenderName.labels();

    @Option(
            names = "--services",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Services, each seen from two locations (default: ${DEFAULT-VALUE}).")
    private int services;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Results in one invented second, which decides how many there are of one series in one slice,"
                    + " and so how often a slice ends: 200000 is a fleet that keeps a processor busy, 20000 one that a"
                    + " job catches up with after hours (default: ${DEFAULT-VALUE}).")
    private int perSecond;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed makes the same results (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--smoke",
            description =
                    "Only checks that each contender's output is right, with so few results that speed means nothing.")
    private boolean smoke;

    @Option(names = "--json", paramLabel = "FILE", description = "Where the medians go as JSON.")
    private Path json;

    @Option(
            names = "--profile",
            paramLabel = "DIR",
            description = "Where a Java Flight Recorder profile of each run goes; profiled runs are a little slower.")
    private Path profile;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<ContenderName> lineup = lineup();
        PrintWriter out = spec.commandLine().getOut();
        Standings standings = new Standings();
        if (smoke) {
            makeSmall();
        }
        List<String> options = smoke ? Arena.TO_CHECK : Arena.TO_MEASURE;
        try (Arena arena = new Arena(BenchFolder.make(), options)) {
            FleetPlan plan = new FleetPlan(seed, services, perSecond, Math.addExact(warmUp, records));
            describe(out, plan, options);
            long began = System.nanoTime();
            arena.fill(
                    plan, warmUp, lineup.stream().map(ContenderName::portion).collect(Collectors.toSet()), slowRecords);
            out.printf(Locale.ROOT, "Filled in %.1f s.%n", (System.nanoTime() - began) / 1e9);
            for (int round = 1; round <= rounds; round++) {
                for (ContenderName contender : lineup) {
                    RunResult run = arena.run(contender, PARALLELISM, profileOf(contender, round));
                    standings.add(run);
                    out.println("round " + round + "  " + run);
                }
            }
        }
        standings.print(out);
        if (json != null) {
            Files.write(json, standings.json());
        }
        return standings.complete() ? 0 : 1;
    }

    private List<ContenderName> lineup() {
        try {
            return contenders.stream().map(ContenderName::of).toList();
        } catch (IllegalArgumentException e) {
            throw new BadSettingException("--contenders: " + e.getMessage() + ".");
        }
    }

    private Optional<Path> profileOf(ContenderName contender, int round) throws IOException {
        return profile == null
                ? Optional.empty()
                : Optional.of(Files.createDirectories(profile).resolve(contender.label() + "-" + round + ".jfr"));
    }

    private void makeSmall() {
        records = 12_000;
        warmUp = 0;
        slowRecords = 6_000;
        rounds = 1;
        services = 20;
        perSecond = 200;
    }

    private void describe(PrintWriter out, FleetPlan plan, List<String> options) {
        out.printf(
                Locale.ROOT,
                "%.1f M results, %.1f M of them to warm up, of %,d series, %,d in an invented second, %.0f s of them: %.0f of one series in one slice.%n",
                plan.records() / MILLION,
                warmUp / MILLION,
                plan.series(),
                plan.perSecond(),
                plan.seconds(),
                plan.resultsPerSeriesAndSlice());
        out.println(
                "Each contender: a process of its own, two threads or subtasks, " + String.join(" ", options) + ".");
    }
}
