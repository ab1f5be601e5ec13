package dev.tocsin.allinone.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Removal of directory trees. */
final class Directories {

    static void delete(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            return; // gone already, which is what was wanted
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + root + "; remove it by hand", e);
        }
    }

    private Directories() {}
}
