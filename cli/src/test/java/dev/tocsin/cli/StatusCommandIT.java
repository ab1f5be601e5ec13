package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.allinone.machine.StatusReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandIT {

    private static final long NOW = 1_760_000_000_000L;

    @TempDir
    Path data;

    private final StringWriter out = new StringWriter();

    @Test
    void shouldSayHowToStartOneWhenNoneRuns() {
        assertThat(status()).isEqualTo(1);
        assertThat(out.toString()).contains("No Tocsin runs on " + data, "./tocsin demo");
    }

    @Test
    void shouldSayThatOneWasKilledAndGoesOnWhereItWas() throws IOException {
        report(Long.MAX_VALUE, NOW, true);

        assertThat(status()).isEqualTo(1);
        assertThat(out.toString()).contains("was killed", "goes on where it was");
    }

    @Test
    void shouldTellEachPartAndTheCost() throws IOException {
        report(ProcessHandle.current().pid(), NOW, true);

        assertThat(status()).isZero();
        assertThat(out.toString())
                .contains("Tocsin demo", "since 3 min 20 s", "http://127.0.0.1:8000/")
                .containsPattern("kafka +ok +serving")
                .contains("0.25 of one, over the last 60 s")
                .containsPattern("memory +\\d+\\.\\d\\d GiB");
    }

    @Test
    void shouldFailWhenAPartIsNotWell() throws IOException {
        report(ProcessHandle.current().pid(), NOW, false);

        assertThat(status()).isEqualTo(1);
        assertThat(out.toString()).containsPattern("kafka +BAD +serving");
    }

    @Test
    void shouldFailWhenTheProcessLivesButIsSilent() throws IOException {
        report(ProcessHandle.current().pid(), NOW - 40_000, true);

        assertThat(status()).isEqualTo(1);
        assertThat(out.toString()).contains("has not reported for 40 s", "tocsin.log");
    }

    @Test
    void shouldFindTheOneThatRunsThoughAnotherWasStartedLaterAndStopped() throws IOException {
        DataPlaces places = new DataPlaces(data);
        places.remember(places.usual("up"));
        Files.createDirectories(places.usual("demo"));
        report(ProcessHandle.current().pid(), NOW, true, places.usual("demo"));

        assertThat(status("status")).isZero();
        assertThat(out.toString()).contains("Tocsin demo");
    }

    private void report(long pid, long at, boolean healthy) throws IOException {
        report(pid, at, healthy, data);
    }

    private static void report(long pid, long at, boolean healthy, Path directory) throws IOException {
        new StatusReport(
                        pid,
                        "demo",
                        at - 200_000,
                        at,
                        Map.of("Dashboard", "http://127.0.0.1:8000/"),
                        List.of(new StatusReport.Part("kafka", healthy, "serving")),
                        0.25,
                        60_000L)
                .write(directory);
    }

    private int status() {
        return status("status", "--data-dir", data.toString());
    }

    private int status(String... arguments) {
        PrintWriter writer = new PrintWriter(out, true);
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        return Commands.run(new CommandContext(data, Map.of(), clock, writer, writer, false), arguments);
    }
}
