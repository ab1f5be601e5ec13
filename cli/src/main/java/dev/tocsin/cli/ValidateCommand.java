package dev.tocsin.cli;

import dev.tocsin.gateway.definitions.TocsinYaml;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description =
                "Says everything that is wrong with a tocsin.yml, or a directory of such files, without running it.",
        footer = {
            "",
            "Variables such as $${NAME} are taken from the environment, as the gateway would take them.",
            "Exit code 0: nothing is wrong; 1: something is, a line for each."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class ValidateCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(paramLabel = "FILE", description = "The file or directory.")
    private Path path;

    ValidateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Optional<TocsinYaml> yaml = new ConfigPath(path).read(context.environment(), context.out());
        yaml.ifPresent(sound -> context.out()
                .println("ok: " + counted(sound.services().size(), "service") + " in "
                        + counted(sound.files().size(), "file")));
        return yaml.isPresent() ? 0 : 1;
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
