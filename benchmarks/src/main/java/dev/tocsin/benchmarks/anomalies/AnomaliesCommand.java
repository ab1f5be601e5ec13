package dev.tocsin.benchmarks.anomalies;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tocsin.benchmarks.process.Machine;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
        name = "anomalies",
        description = "Scores detectors on the series of the Numenta Anomaly Benchmark, and times them.",
        footer = {
            "",
            "The series and their windows are not part of Tocsin. Set TOCSIN_NAB_DIR to a folder that holds data/CATEGORY/FILE.csv",
            "and the windows as a file combined_windows*.json. Without windows only result files are written."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class AnomaliesCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Every CSV below it is a series (default: data in the folder that TOCSIN_NAB_DIR names).")
    private Path data;

    @Option(
            names = "--windows",
            paramLabel = "FILE",
            description = "Windows as {path: [[first, last], ...]} (default: combined_windows*.json beside the data).")
    private Path windows;

    @Option(names = "--out", paramLabel = "DIR", description = "Where result files go, one a series.")
    private Path out;

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            description = "Whose result files are written and whose score stands first (default: ${DEFAULT-VALUE}).",
            defaultValue = "novelty")
    private String detector;

    @Option(names = "--only", description = "Runs that detector alone: no others, no cross-validation.")
    private boolean only;

    @Option(names = "--json", paramLabel = "FILE", description = "Where the figures go as JSON.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        PrintWriter printer = spec.commandLine().getOut();
        Contestant contestant = contestant();
        Path folder = folder();
        Map<String, List<List<String>>> labels = labels(folder);
        List<LabelledSeries> all = LabelledSeries.below(folder, labels);
        if (all.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "There is no CSV below " + folder + ".");
        }
        printer.println(Machine.describe());
        contestant.run(all); // Compiled before it is timed.
        Results results = contestant.run(all);
        if (out != null) {
            results.write(out);
        }
        AnomaliesTable table = new AnomaliesTable(printer, all);
        if (labels.isEmpty()) {
            printer.println("There are no windows, so nothing is scored.");
            table.cost(contestant, results);
        } else {
            table.categories(contestant, results);
            if (!only) {
                table.compare(contestant, results);
            }
        }
        if (json != null) {
            Files.write(json, table.json());
        }
        printer.flush();
        return 0;
    }

    private Contestant contestant() {
        try {
            return Contestant.of(detector);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--detector: " + e.getMessage() + ".");
        }
    }

    private Path folder() {
        String named = System.getenv("TOCSIN_NAB_DIR");
        if (data == null && (named == null || named.isBlank())) {
            throw new ParameterException(
                    spec.commandLine(), "Name the folder of the series with --data, or set TOCSIN_NAB_DIR.");
        }
        Path folder = data == null ? Path.of(named, "data") : data;
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), folder + " is not a folder.");
        }
        return folder;
    }

    private Map<String, List<List<String>>> labels(Path folder) throws IOException {
        Path file = windows == null ? beside(folder) : windows;
        return file == null ? Map.of() : Json.mapper().readValue(Files.readAllBytes(file), new TypeReference<>() {});
    }

    private static Path beside(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file -> file.getFileName().toString().matches("combined_windows.*\\.json"))
                    .sorted()
                    .findFirst()
                    .orElse(null);
        }
    }
}
