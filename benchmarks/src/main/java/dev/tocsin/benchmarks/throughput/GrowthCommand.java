package dev.tocsin.benchmarks.throughput;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.benchmarks.contender.Meter;
import dev.tocsin.benchmarks.fleet.FleetPlan;
import dev.tocsin.benchmarks.process.BenchFolder;
import dev.tocsin.benchmarks.process.Machine;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How our job bears more and more services. Each service says as much as ever, so a larger fleet says more in one invented
 * second; there are as many results of one series in one slice whatever its size.
 */
@Command(
        name = "growth",
        description = "Lets our job drain the traffic of more and more services.",
        footer = {
            "",
            "State and checkpoints: the largest checkpoint of a run, every 5 s. What a service's state holds grows",
            "until the traffic is longer than windows are kept, so compare lines of one run only."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class GrowthCommand implements Callable<Integer> {

    /** The largest fleet has two hundred thousand series; all get the heap that it needs. */
    private static final List<String> OPTIONS =
            List.of("-Xms8g", "-Xmx8g", "-Xmn5g", "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--services",
            paramLabel = "N,M",
            split = ",",
            description = "Sizes of the fleet (default: 100,1000,10000,100000).")
    private List<Integer> services = List.of(100, 1_000, 10_000, 100_000);

    @Option(
            names = "--parallelism",
            paramLabel = "N,M",
            split = ",",
            description = "Subtasks of each operator (default: 1,2).")
    private List<Integer> parallelisms = List.of(1, 2);

    @Option(
            names = "--per-service",
            paramLabel = "N",
            defaultValue = "5",
            description = "Results of one service in one invented second (default: ${DEFAULT-VALUE}).")
    private int perService;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "24000000",
            description = "Results in the topic at least (default: ${DEFAULT-VALUE}).")
    private long records;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "2",
            description = "Whole invented minutes of traffic at least; three quarters of them, rounded down, warm up"
                    + " (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--profile",
            paramLabel = "DIR",
            description = "Where a Java Flight Recorder profile of each run goes; profiled runs are a little slower.")
    private Path profile;

    @Option(names = "--json", paramLabel = "FILE", description = "Where the figures go as JSON.")
    private Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode all = Json.mapper().createObjectNode();
        ArrayNode lines = all.putArray("growth");
        boolean right = true;
        out.println(Machine.describe());
        out.println("Each run: a process of its own, " + String.join(" ", OPTIONS) + ".");
        for (int size : services) {
            int perSecond = Math.multiplyExact(size, perService);
            long least = perSecond * (minutes * 60L + Stretch.AND_ON);
            FleetPlan plan = new FleetPlan(1, size, perSecond, Math.max(records, least));
            Stretch stretch = Stretch.of(plan);
            try (Arena arena = new Arena(BenchFolder.make(), OPTIONS)) {
                arena.fill(plan);
                for (int parallelism : parallelisms) {
                    RunResult run = arena.run(parallelism, profileOf(size, parallelism), stretch);
                    right &= run.counts();
                    tell(out, lines, plan, parallelism, run);
                }
            }
        }
        if (json != null) {
            Files.write(json, Json.encode(all));
        }
        return right ? 0 : 1;
    }

    private Optional<Path> profileOf(int size, int parallelism) throws IOException {
        if (profile == null) {
            return Optional.empty();
        }
        return Optional.of(Files.createDirectories(profile).resolve(size + "-" + parallelism + ".jfr"));
    }

    private static void tell(PrintWriter out, ArrayNode lines, FleetPlan plan, int parallelism, RunResult run) {
        Meter.Checkpoint largest = run.checkpoints().stream()
                .max(Comparator.comparingLong(Meter.Checkpoint::bytes))
                .orElse(new Meter.Checkpoint(0, 0));
        out.printf(
                Locale.ROOT,
                "%,8d services (%.0f s)  parallelism %d  %s  %d checkpoints, the largest %,d bytes a service in %d ms%n",
                plan.services(),
                plan.seconds(),
                parallelism,
                run,
                run.checkpoints().size(),
                largest.bytes() / plan.services(),
                largest.millis());
        out.flush();
        lines.addObject()
                .put("services", plan.services())
                .put("parallelism", parallelism)
                .put("eventsPerSecond", run.eventsPerSecond())
                .put("stateBytesPerService", largest.bytes() / plan.services())
                .put("checkpointMillis", largest.millis());
    }
}
