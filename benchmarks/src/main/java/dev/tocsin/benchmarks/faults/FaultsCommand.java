package dev.tocsin.benchmarks.faults;

import dev.tocsin.events.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./tocsin faults}. Exit code 1 if anything did not hold. */
@Command(
        name = "faults",
        description = "Breaks Tocsin on purpose while traffic flows, and holds every row against an offline"
                + " recomputation. Each fault prints its seed; the same seed feeds the same traffic.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class FaultsCommand implements Callable<Integer> {

    private static final int SEEDS_OF_SHORT_ONES = 5;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "F1, K3, …, or all; without any, lists them.")
    private List<String> ids = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "The first seed; 1 unless given.")
    private long seed = 1;

    @Option(
            names = "--seeds",
            paramLabel = "COUNT",
            description = "How many seeds each fault is tried with; 0, the default, means five for those that take less"
                    + " than a minute and one for the others.")
    private int seeds;

    @Option(names = "--records", paramLabel = "COUNT", description = "Feeds so many instead of the fault's own number.")
    private int records;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes what came of it to a file.")
    private Path json;

    @Option(names = "--keep", description = "Keeps the processes' logs of trials that were passed, too.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (ids.isEmpty()) {
            Catalogue.ALL.forEach(fault -> out.printf("%-3s %s%n", fault.id(), fault.sentence()));
            return 0;
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Fault fault : Catalogue.of(ids)) {
            int count = seeds > 0 ? seeds : fault.isShort() ? SEEDS_OF_SHORT_ONES : 1;
            out.printf("%n%s: %s%n", fault.id(), fault.sentence());
            for (int i = 0; i < count; i++) {
                outcomes.add(run(fault, seed + i, out));
                write(outcomes);
            }
        }
        boolean passed = outcomes.stream().allMatch(Outcome::isPassed);
        out.printf(
                "%n%d trials, %d mismatches, %d lost: %s%n",
                outcomes.size(),
                outcomes.stream().mapToLong(Outcome::mismatches).sum(),
                outcomes.stream().mapToLong(Outcome::lost).sum(),
                passed ? "all passed" : "NOT passed");
        return passed ? 0 : 1;
    }

    private Outcome run(Fault fault, long trialSeed, PrintWriter out) throws IOException {
        Path folder = Path.of(System.getProperty("tocsin.home", ""))
                .toAbsolutePath()
                .resolve(".tocsin/faults/" + fault.id() + "-" + trialSeed);
        delete(folder);
        Terms terms = new Terms(
                trialSeed,
                records > 0 ? records : fault.records(),
                folder,
                Optional.empty(),
                sentence -> out.println("  " + sentence));
        Outcome outcome;
        long begun = System.nanoTime();
        try {
            outcome = fault.run(terms);
        } catch (Exception e) {
            // A trial that cannot run has not been passed, and the others can still be tried.
            org.slf4j.LoggerFactory.getLogger(FaultsCommand.class).error("{} could not be tried.", fault.id(), e);
            outcome = new Outcome(
                    fault.id(),
                    trialSeed,
                    0,
                    0,
                    0,
                    0,
                    null,
                    List.of("the trial could not run: " + e),
                    List.of(),
                    List.of());
            out.println("  BROKEN: " + outcome.broken().get(0));
        }
        print(outcome, (System.nanoTime() - begun) / 1_000_000_000, out);
        if (outcome.isPassed() && !keep) {
            delete(folder);
        } else {
            out.println("  the logs are in " + folder);
        }
        return outcome;
    }

    private static void print(Outcome outcome, long seconds, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "  %s seed %d: %,d records, %,d rows compared, %d mismatches, %d lost, recovery %s; took %d s%n",
                outcome.id(),
                outcome.seed(),
                outcome.records(),
                outcome.rowsCompared(),
                outcome.mismatches(),
                outcome.lost(),
                outcome.recoverySeconds() == null
                        ? "not needed"
                        : String.format(Locale.ROOT, "%.1f s", outcome.recoverySeconds()),
                seconds);
    }

    private void write(List<Outcome> outcomes) throws IOException {
        if (json != null) {
            Files.write(json, Json.encode(Map.of("faults", outcomes)));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
