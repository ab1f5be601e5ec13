package dev.tocsin.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The temporary directory that the launcher made for this process. */
final class ScratchFiles {

    /** Removes it, unless Java was started without the launcher and uses the machine's own. */
    static void remove(Path home) {
        Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
        if (!scratch.startsWith(home.resolve(".tocsin").resolve("tmp"))) {
            return;
        }
        try (Stream<Path> tree = Files.walk(scratch)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // Somebody still writes there; the next start of ./tocsin finds it again.
        }
    }

    private ScratchFiles() {}
}
