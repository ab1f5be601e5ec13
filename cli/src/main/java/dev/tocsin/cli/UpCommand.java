package dev.tocsin.cli;

import dev.tocsin.allinone.AllInOneConfig;
import dev.tocsin.events.service.BadSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = "Starts everything for your own services; Ctrl-C stops it.",
        footer = {
            "",
            "Services can also be added while it runs, with POST /services. Private addresses are",
            "probed only if TOCSIN_PROBE_ALLOW names their network, for example 10.0.0.0/8.",
            "Messages go to Slack if TOCSIN_SLACK_WEBHOOK_URL is set."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class UpCommand implements Callable<Integer> {

    private static final Path USUAL = Path.of("tocsin.yml");

    private final CommandContext context;

    @Mixin
    private StackOptions options;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The services to watch, a file or a directory of them (default: tocsin.yml in the current directory, if"
                            + " it is there). Changes are taken over while it runs.")
    private Path config;

    UpCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new Session(
                        context,
                        options,
                        new AllInOneConfig(
                                "up",
                                options.port(),
                                options.flinkPort(),
                                configFile(),
                                Optional.empty(),
                                context.environment()))
                .run();
    }

    private Optional<Path> configFile() {
        if (config == null) {
            return Files.isReadable(USUAL) ? Optional.of(USUAL.toAbsolutePath()) : Optional.empty();
        }
        if (!Files.isReadable(config)) {
            throw new BadSettingException(
                    "--config=" + config + " is no file or directory that can be read; name one that is.");
        }
        return Optional.of(config.toAbsolutePath().normalize());
    }
}
