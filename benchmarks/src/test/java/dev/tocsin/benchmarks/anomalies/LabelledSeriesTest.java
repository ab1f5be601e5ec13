package dev.tocsin.benchmarks.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledSeriesTest {

    private static final List<String> LINES =
            List.of("timestamp,value", "2026-01-01 00:00:00,1.5", "2026-01-01 00:05:00,2.5");

    @Test
    void shouldReadTimesAsUtcAndValues() throws IOException {
        LabelledSeries series = LabelledSeries.read("a/b.csv", LINES, List.of());
        assertThat(series.size()).isEqualTo(2);
        assertThat(series.timestamp(1)).isEqualTo(1_767_225_900_000L);
        assertThat(series.value(1)).isEqualTo(2.5);
        assertThat(series.category()).isEqualTo("a");
    }

    @Test
    void shouldSayWhichLineIsWrong() {
        List<String> lines = List.of("timestamp,value", "2026-01-01 00:00:00,1", "yesterday,2");
        assertThatThrownBy(() -> LabelledSeries.read("a/b.csv", lines, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("a/b.csv, line 3 is not 'timestamp,value': yesterday,2");
    }

    @Test
    void shouldRefuseAWindowThatLiesOnNoRow() {
        List<List<String>> windows = List.of(List.of("2026-01-01 00:00:00", "2026-01-01 00:06:00"));
        assertThatThrownBy(() -> LabelledSeries.read("a/b.csv", LINES, windows))
                .hasMessageContaining("a/b.csv has no rows at the ends of the window");
    }

    @Test
    void shouldFindEveryFileBelowAFolderAndWriteResultsUnderTheSamePath(@TempDir Path folder) throws IOException {
        for (String path : List.of("x/one.csv", "y/z/two.csv")) {
            Path file = folder.resolve("data").resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, LINES);
        }
        List<LabelledSeries> all = LabelledSeries.below(folder.resolve("data"), Map.of());
        assertThat(all).extracting(LabelledSeries::path).containsExactly("x/one.csv", "y/z/two.csv");
        Contestant.NOVELTY.run(all).write(folder.resolve("out"));
        assertThat(Files.readAllLines(folder.resolve("out/y/z/two.csv")))
                .containsExactly(
                        "timestamp,value,anomaly_score",
                        "2026-01-01 00:00:00,1.5,0.000000000",
                        "2026-01-01 00:05:00,2.5,0.000000000");
    }
}
