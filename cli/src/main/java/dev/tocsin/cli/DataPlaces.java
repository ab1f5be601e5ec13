package dev.tocsin.cli;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which data directory is meant: the one named, the usual one of a command, or for questions the one used last. */
final class DataPlaces {

    private final Path root;
    private final Path lastUsed;

    DataPlaces(Path home) {
        this.root = home.resolve(".tocsin").toAbsolutePath().normalize();
        this.lastUsed = root.resolve("last-data-dir");
    }

    Path usual(String command) {
        return root.resolve(command);
    }

    Path last() {
        try {
            return Files.exists(lastUsed) ? Path.of(Files.readString(lastUsed).strip()) : usual("demo");
        } catch (IOException e) {
            return usual("demo");
        }
    }

    /** Where a Tocsin may run if nobody says where: the one started last first. */
    List<Path> likely() {
        return Stream.of(last(), usual("demo"), usual("up")).distinct().toList();
    }

    /** So that {@code status} finds it without being told. */
    void remember(Path dataDirectory) {
        try {
            Files.createDirectories(root);
            Files.writeString(lastUsed, dataDirectory.toString());
        } catch (IOException e) {
            throw new BadSettingException(lastUsed + " cannot be written (" + e.getMessage() + "); make " + root
                    + " writable, or run Tocsin from a directory of your own.");
        }
    }

    Path of(Optional<Path> named, String command) {
        return named.map(path -> path.toAbsolutePath().normalize()).orElseGet(() -> usual(command));
    }
}
