package dev.tocsin.benchmarks;

import dev.tocsin.benchmarks.anomalies.AnomaliesCommand;
import dev.tocsin.benchmarks.api.ApiCommand;
import dev.tocsin.benchmarks.jmh.JmhCommand;
import dev.tocsin.benchmarks.latency.LatencyCommand;
import dev.tocsin.benchmarks.throughput.GrowthCommand;
import dev.tocsin.benchmarks.throughput.ThroughputCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "bench",
        description = "Measures how fast it is, beside what people would use instead.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            ThroughputCommand.class,
            GrowthCommand.class,
            LatencyCommand.class,
            ApiCommand.class,
            AnomaliesCommand.class,
            JmhCommand.class
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class BenchCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
