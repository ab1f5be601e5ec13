package dev.tocsin.benchmarks.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmark's series are not part of this project; where they are, what the detector reached on them must stay. */
@EnabledIfEnvironmentVariable(named = "TOCSIN_NAB_DIR", matches = ".+")
class AnomaliesIT {

    private static final Path DATA = Path.of(String.valueOf(System.getenv("TOCSIN_NAB_DIR")), "data");

    @Test
    void shouldScoreWhatWasReachedAndWriteAResultFileForEachSeries(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("figures.json");
        Path results = folder.resolve("results");
        StringWriter said = new StringWriter();
        int status = new CommandLine(new AnomaliesCommand())
                .setOut(new PrintWriter(said))
                .execute("--only", "--json", json.toString(), "--out", results.toString());
        assertThat(status).as(said.toString()).isZero();

        JsonNode novelty = Json.mapper().readTree(Files.readAllBytes(json)).get("novelty");
        assertThat(novelty.get("standard").asDouble()).as("standard").isGreaterThan(79);
        assertThat(novelty.get("low_fp").asDouble()).as("low_fp").isGreaterThan(69);
        assertThat(novelty.get("low_fn").asDouble()).as("low_fn").isGreaterThan(83);
        assertThat(novelty.get("state_bytes").asInt()).isBetween(1_000, 4_096);
        assertThat(said.toString()).contains("realKnownCause");
        assertThat(files(results)).isEqualTo(files(DATA)).isNotEmpty();
        for (String file : files(DATA)) {
            assertThat(Files.readAllLines(results.resolve(file))).hasSameSizeAs(Files.readAllLines(DATA.resolve(file)));
        }
    }

    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
