package dev.tocsin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The temporary directories that the launcher made, one a process, named by its number: libraries unpack tens of megabytes
 * into them.
 */
final class ScratchFiles {

    /** Removes those of this process and of processes that were killed. What cannot be removed is left to the next run. */
    static void remove(Path home) {
        for (Path directory : children(home.resolve(".tocsin").resolve("tmp"))) {
            if (!belongsToAnother(directory)) {
                delete(directory);
            }
        }
    }

    private static List<Path> children(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        } catch (IOException e) {
            return List.of(); // nothing that can be read is nothing that can be removed
        }
    }

    private static boolean belongsToAnother(Path directory) {
        if (directory.equals(Path.of(System.getProperty("java.io.tmpdir")))) {
            return false;
        }
        String name = directory.getFileName().toString();
        return !name.matches("\\d{1,10}")
                || ProcessHandle.of(Long.parseLong(name))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    private static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // Somebody still writes there; the next run finds it again.
        }
    }

    private ScratchFiles() {}
}
