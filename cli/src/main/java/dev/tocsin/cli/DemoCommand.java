package dev.tocsin.cli;

import dev.tocsin.allinone.AllInOneConfig;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "Starts everything with five services to watch, which fail by a script; Ctrl-C stops it.",
        footer = {
            "",
            "Messages go to a stand-in for Slack and are shown here, or to your own Slack if",
            "TOCSIN_SLACK_WEBHOOK_URL is set."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class DemoCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private StackOptions options;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "The same seed gives the same latencies, errors and telemetry (default: ${DEFAULT-VALUE}).")
    private long seed = AllInOneConfig.DEFAULT_SEED;

    @Option(names = "--no-telemetry", description = "Do not push 25 telemetry samples a second.")
    private boolean noTelemetry;

    @Option(names = "--noisy", description = "Let that telemetry cross its alert limits now and then.")
    private boolean noisy;

    DemoCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        AllInOneConfig config = new AllInOneConfig(
                "demo",
                options.port(),
                options.flinkPort(),
                Optional.empty(),
                Optional.of(new AllInOneConfig.Demo(seed, !noTelemetry, !noisy)),
                context.environment());
        return new Session(context, options, config).run();
    }
}
