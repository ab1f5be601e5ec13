package dev.tocsin.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.logging.LogManager;

/** The entry point of {@code ./tocsin}. */
public final class TocsinMain {

    public static void main(String[] arguments) {
        // Libraries that log through the JDK would write to the terminal.
        LogManager.getLogManager().reset();
        Path home = Path.of(System.getProperty("tocsin.home", ""));
        boolean colours = System.console() != null && System.getenv("NO_COLOR") == null;
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = Commands.run(
                new CommandContext(home, System.getenv(), Clock.systemUTC(), out, err, colours), arguments);
        ScratchFiles.remove(home);
        System.exit(exitCode);
    }

    private TocsinMain() {}
}
