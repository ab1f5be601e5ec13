package dev.tocsin.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a bench keeps its topics and checkpoints while it runs: beside the program, because {@code /tmp} may be memory. */
public final class BenchFolder {

    /** Makes one, empty. */
    public static Path make() throws IOException {
        Path benchmarks = Path.of(System.getProperty("tocsin.home", ""), ".tocsin", "benchmarks");
        return Files.createTempDirectory(Files.createDirectories(benchmarks), "run")
                .toRealPath();
    }

    /** Removes a folder with all that is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private BenchFolder() {}
}
