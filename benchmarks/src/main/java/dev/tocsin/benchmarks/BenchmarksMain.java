package dev.tocsin.benchmarks;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.LogManager;

/** The entry point of {@code ./tocsin bench} and {@code ./tocsin faults}. */
public final class BenchmarksMain {

    public static void main(String[] arguments) {
        // Libraries that log through the JDK would write to the terminal.
        LogManager.getLogManager().reset();
        Path home = Path.of(System.getProperty("tocsin.home", "")).toAbsolutePath();
        Logs.to(home.resolve(".tocsin").resolve("benchmarks").resolve("logs"));
        int exitCode = Commands.run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
        ScratchFiles.remove(home);
        System.exit(exitCode);
    }

    private BenchmarksMain() {}
}
