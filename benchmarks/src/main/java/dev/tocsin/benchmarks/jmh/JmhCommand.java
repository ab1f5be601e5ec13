package dev.tocsin.benchmarks.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Runs the microbenchmarks with JMH's own options. */
@Command(
        name = "jmh",
        description = "Measures single calls with JMH; takes JMH's own options too, such as -l or -f 1 Sketch.",
        usageHelpAutoWidth = true)
public final class JmhCommand implements Callable<Integer> {

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    @Option(names = "--smoke", description = "Runs each once, to see that it works.")
    private boolean smoke;

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws RunnerException, CommandLineOptionException {
        CommandLineOptions given = new CommandLineOptions(options.toArray(String[]::new));
        if (given.shouldList()) {
            new Runner(given).list();
            return 0;
        }
        ChainedOptionsBuilder builder = new OptionsBuilder().parent(given);
        if (smoke) {
            builder.forks(0).warmupIterations(0).measurementIterations(1).measurementTime(TimeValue.milliseconds(10));
        }
        new Runner(builder.build()).run();
        return 0;
    }
}
