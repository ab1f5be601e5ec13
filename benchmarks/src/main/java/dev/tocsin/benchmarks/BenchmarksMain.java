package dev.tocsin.benchmarks;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the microbenchmarks with JMH's own options; {@code --smoke} runs each once, to see that it works. */
public final class BenchmarksMain {

    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        boolean smoke = arguments.length == 1 && arguments[0].equals("--smoke");
        ChainedOptionsBuilder options =
                new OptionsBuilder().parent(new CommandLineOptions(smoke ? new String[0] : arguments));
        if (smoke) {
            options.forks(0).warmupIterations(0).measurementIterations(1).measurementTime(TimeValue.milliseconds(10));
        }
        new Runner(options.build()).run();
    }

    private BenchmarksMain() {}
}
