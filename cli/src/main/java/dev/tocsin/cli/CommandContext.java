package dev.tocsin.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command knows of the world it was called in.
 *
 * @param home where Tocsin lies; its data goes to {@code .tocsin} there unless told otherwise
 * @param colours whether the terminal shows them
 */
record CommandContext(
        Path home, Map<String, String> environment, Clock clock, PrintWriter out, PrintWriter err, boolean colours) {

    CommandContext {
        environment = Map.copyOf(environment);
    }
}
