package dev.tocsin.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Writes the services of a running gateway, whoever made them, as a tocsin.yml.",
        footer = {"", "Passwords in addresses are written as they are."},
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class ExportCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private ClientOptions options;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it (default: to the terminal).")
    private Path output;

    ExportCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        new TextOutput(Optional.ofNullable(output), context.out())
                .write(options.client(context.environment()).export());
        return 0;
    }
}
