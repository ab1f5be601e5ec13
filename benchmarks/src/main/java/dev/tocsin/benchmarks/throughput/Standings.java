package dev.tocsin.benchmarks.throughput;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.benchmarks.contender.ContenderName;
import dev.tocsin.events.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The medians of the runs that count. */
final class Standings {

    private final Map<ContenderName, List<RunResult>> runs = new EnumMap<>(ContenderName.class);

    void add(RunResult run) {
        runs.computeIfAbsent(run.contender(), absent -> new ArrayList<>());
        if (run.counts()) {
            runs.get(run.contender()).add(run);
        }
    }

    /** Whether every contender that ran has a run that counts. */
    boolean complete() {
        return runs.values().stream().noneMatch(List::isEmpty);
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%n%-14s %12s %25s %10s %9s %11s %13s%n",
                "median of",
                "events/s",
                "(least to most)",
                "CPU-s/M",
                "MiB",
                "tocsin/it",
                "the same");
        out.printf(
                Locale.ROOT,
                "%-14s %12s %25s %10s %9s %11s %13s%n",
                "counted runs",
                "",
                "",
                "",
                "",
                "in events/s",
                "in CPU-time");
        runs.forEach((contender, counted) -> {
            if (!counted.isEmpty()) {
                out.printf(
                        Locale.ROOT,
                        "%-14s %,12.0f %25s %10.2f %9.0f %11s %13s%n",
                        contender.label() + " (" + counted.size() + ")",
                        median(contender, RunResult::eventsPerSecond),
                        spread(counted),
                        median(contender, RunResult::cpuSecondsPerMillion),
                        median(contender, RunResult::peakMemoryBytes) / (1 << 20),
                        ratio(contender, RunResult::eventsPerSecond),
                        ratio(contender, RunResult::eventsPerCpuSecond));
            } else {
                out.println(contender.label() + " has no run that counts.");
            }
        });
        out.flush();
    }

    /** As other programs read it. */
    byte[] json() {
        ObjectNode all = Json.mapper().createObjectNode();
        ArrayNode contenders = all.putArray("contenders");
        runs.forEach((contender, counted) -> {
            if (!counted.isEmpty()) {
                contenders
                        .addObject()
                        .put("name", contender.label())
                        .put("eventsPerSecond", median(contender, RunResult::eventsPerSecond))
                        .put("cpuSecondsPerMillion", median(contender, RunResult::cpuSecondsPerMillion))
                        .put("peakMemoryBytes", (long) median(contender, RunResult::peakMemoryBytes));
            }
        });
        return Json.encode(all);
    }

    private static String spread(List<RunResult> counted) {
        double least =
                counted.stream().mapToDouble(RunResult::eventsPerSecond).min().orElseThrow();
        double most =
                counted.stream().mapToDouble(RunResult::eventsPerSecond).max().orElseThrow();
        return String.format(Locale.ROOT, "(%,.0f to %,.0f)", least, most);
    }

    private String ratio(ContenderName contender, ToDoubleFunction<RunResult> figure) {
        List<RunResult> ours = runs.getOrDefault(ContenderName.TOCSIN, List.of());
        return ours.isEmpty() || contender == ContenderName.TOCSIN
                ? ""
                : String.format(Locale.ROOT, "%.2f", median(ContenderName.TOCSIN, figure) / median(contender, figure));
    }

    private double median(ContenderName contender, ToDoubleFunction<RunResult> figure) {
        double[] sorted =
                runs.get(contender).stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
