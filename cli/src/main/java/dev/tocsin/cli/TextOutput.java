package dev.tocsin.cli;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a command writes a file to that it made: the file that {@code --output} names, or the terminal. */
record TextOutput(Optional<Path> file, PrintWriter terminal) {

    /** @throws BadSettingException if the file cannot be written */
    void write(String text) {
        if (file.isEmpty()) {
            terminal.print(text);
            terminal.flush();
            return;
        }
        try {
            Files.writeString(file.get(), text);
        } catch (IOException e) {
            throw new BadSettingException(
                    "--output=" + file.get() + " cannot be written (" + e.getMessage() + "); name another file.");
        }
    }
}
