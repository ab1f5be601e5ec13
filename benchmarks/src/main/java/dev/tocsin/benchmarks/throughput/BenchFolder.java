package dev.tocsin.benchmarks.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a bench keeps its topics and checkpoints while it runs: beside the program, because {@code /tmp} may be memory. */
final class BenchFolder {

    static Path make() throws IOException {
        Path benchmarks = Path.of(System.getProperty("tocsin.home", ""), ".tocsin", "benchmarks");
        return Files.createTempDirectory(Files.createDirectories(benchmarks), "run")
                .toRealPath();
    }

    private BenchFolder() {}
}
