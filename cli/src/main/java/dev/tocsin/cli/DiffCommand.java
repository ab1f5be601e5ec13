package dev.tocsin.cli;

import dev.tocsin.cli.gateway.Difference;
import dev.tocsin.gateway.definitions.TocsinYaml;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "Says what a tocsin.yml, or a directory of such files, would change in a running gateway.",
        footer = {
            "",
            "Lines begin with + for what would be created, ~ for a field that would change, - for what would be deleted.",
            "Services made through the API stay, unless the file claims their keys.",
            "Exit code 0: nothing would change; 1: something would; 2: there was trouble."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class DiffCommand implements Callable<Integer> {

    private static final int NOTHING = 0;
    private static final int SOMETHING = 1;
    private static final int TROUBLE = 2;

    private final CommandContext context;

    @Parameters(paramLabel = "FILE", description = "The file or directory.")
    private Path path;

    @Mixin
    private ClientOptions options;

    DiffCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Optional<TocsinYaml> yaml = new ConfigPath(path).read(context.environment(), context.err());
        if (yaml.isEmpty()) {
            return TROUBLE;
        }
        Difference difference =
                options.client(context.environment()).difference(yaml.get().services());
        if (difference.isNone()) {
            return NOTHING;
        }
        difference.lines().forEach(context.out()::println);
        context.out().println(difference.summary());
        return SOMETHING;
    }
}
