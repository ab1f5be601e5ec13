package dev.tocsin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldRunEveryMicrobenchmarkOnce() {
        assertThat(run("bench", "jmh", "--smoke")).as(err::toString).isZero();
    }

    @Test
    void shouldListWhatItCanMeasure() {
        assertThat(run("bench")).isZero();
        assertThat(out.toString())
                .contains("Usage: tocsin bench", "throughput", "growth", "latency", "api", "anomalies", "jmh");
    }

    @ParameterizedTest
    @CsvSource({
        "bench speed, speed",
        "bench jmh --no-such, no-such",
        "bench anomalies --detector magic, novelty",
        "bench anomalies --data no-such-folder, no-such-folder is not a folder",
        "bench throughput --contenders fast, bare"
    })
    void shouldNameTheMistake(String line, String mistake) {
        assertThat(run(line.split(" "))).isNotZero();
        assertThat(err.toString()).contains(mistake);
    }

    private int run(String... arguments) {
        return Commands.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
