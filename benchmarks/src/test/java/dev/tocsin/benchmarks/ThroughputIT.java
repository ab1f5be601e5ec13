package dev.tocsin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThroughputIT {

    @TempDir
    Path folder;

    /** The exit code says so: a contender whose output differs from the oracle's has no run that counts. */
    @Test
    void shouldGetFromEachContenderWhatMustComeOut() throws Exception {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        Path json = folder.resolve("throughput.json");

        int exitCode = Commands.run(out, out, "bench", "throughput", "--smoke", "--json", json.toString());

        assertThat(exitCode).as(said.toString()).isZero();
        JsonNode contenders = Json.mapper().readTree(json.toFile()).get("contenders");
        assertThat(contenders.findValuesAsText("name"))
                .containsExactly("bare", "loop", "tocsin", "stock", "naive", "kafka-streams", "flink-sql");
        assertThat(contenders).allSatisfy(contender -> {
            assertThat(contender.get("eventsPerSecond").asDouble()).isPositive();
            assertThat(contender.get("cpuSecondsPerMillion").asDouble()).isPositive();
        });
    }

    @Test
    void shouldBearAFleetWithOneSubtaskAsWellAsWithTwo() throws Exception {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        Path json = folder.resolve("growth.json");

        int exitCode = Commands.run(
                out,
                out,
                ("bench growth --services 10 --per-service 2 --records 1000 --minutes 2 --json " + json).split(" "));

        assertThat(exitCode).as(said.toString()).isZero();
        JsonNode lines = Json.mapper().readTree(json.toFile()).get("growth");
        assertThat(lines.findValuesAsText("parallelism")).containsExactly("1", "2");
    }
}
