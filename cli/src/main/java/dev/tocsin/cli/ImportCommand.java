package dev.tocsin.cli;

import dev.tocsin.cli.importing.Foreign;
import dev.tocsin.cli.importing.Imported;
import dev.tocsin.cli.importing.Importer;
import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Writes a tocsin.yml from the configuration of another program.",
        footer = {
            "",
            "gatus          its configuration file",
            "blackbox       a Prometheus configuration with the exporter's jobs, and the exporter's modules if you like",
            "uptime-kuma    its backup, a JSON file",
            "",
            "What cannot be carried over is told on standard error, a line each."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class ImportCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "PROGRAM", description = "One of gatus, blackbox, uptime-kuma.")
    private String program;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Its file; for blackbox also several.")
    private List<Path> files;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it (default: to the terminal).")
    private Path output;

    ImportCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Importer importer = Foreign.named(program);
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(read(file));
        }
        Imported imported = importer.read(texts);
        new TextOutput(Optional.ofNullable(output), context.out()).write(imported.yaml());
        imported.remarks().forEach(context.err()::println);
        return 0;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BadSettingException(file + " cannot be read (" + e.getMessage() + "); name a readable file.");
        }
    }
}
