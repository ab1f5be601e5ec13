package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as people run it: a process of its own, from the class path that the launcher uses. */
class DemoIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir
    Path home;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() throws InterruptedException {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldShowLiveFiguresAndStopWithoutTrace() throws Exception {
        Path out = home.resolve("demo.out");
        Process demo = run(out, "demo", "--port", "0", "--flink-port", "0");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Files.readString(out)).contains("Tocsin runs"));
        URI dashboard = addressIn(Files.readString(out), "Dashboard");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(Json.mapper()
                        .readTree(get(dashboard.resolve("board")))
                        .path("services")
                        .findValuesAsText("status"))
                .hasSizeGreaterThanOrEqualTo(5)
                .contains("ok"));
        assertThat(get(addressIn(Files.readString(out), "Flink").resolve("jobs")))
                .contains("RUNNING");
        secondOneIsRefused();
        statusIsTold();

        List<ProcessHandle> servers = demo.descendants().toList();
        demo.destroy();
        assertThat(demo.waitFor(20, TimeUnit.SECONDS)).as(Files.readString(out)).isTrue();
        assertThat(servers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(Files.readString(out)).contains("Stopped in").doesNotContain("Exception");
        assertThat(home.resolve(".tocsin/demo/status.json")).doesNotExist();
        assertThat(home.resolve(".tocsin/demo/flink/scratch")).doesNotExist();
        try (Stream<Path> scratch = Files.list(home.resolve(".tocsin/tmp"))) {
            assertThat(scratch).isEmpty();
        }
    }

    @Test
    void shouldRefuseAFileWithAnUnknownKeyBeforeStartingAnything() throws Exception {
        Path file = Files.writeString(home.resolve("tocsin.yml"), "services:\n  - nmae: shop\n    url: http://a/\n");
        Path out = home.resolve("up.out");
        Process up = run(out, "up", "--config", file.toString());

        assertThat(up.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(2);
        assertThat(Files.readString(out).strip())
                .contains("tocsin.yml line 2", "nmae", "name")
                .doesNotContain("\n");
    }

    private void secondOneIsRefused() throws Exception {
        Path out = home.resolve("second.out");
        Process second = run(out, "demo");
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(2);
        assertThat(Files.readString(out))
                .contains("Another Tocsin", "--data-dir")
                .doesNotContain("Exception");
    }

    private void statusIsTold() throws Exception {
        Path out = home.resolve("status.out");
        Process status = run(out, "status");
        assertThat(status.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(out)).contains("api-gateway", "kafka", "processors", "memory");
    }

    private Process run(Path out, String... arguments) throws IOException {
        long number = started.size() + 1;
        Path scratch = Files.createDirectories(home.resolve(".tocsin/tmp/scratch-" + number));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + scratch,
                "-Dtocsin.home=" + home));
        // Flink's options are on the command line of this very JVM.
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-cp", TARGET + "/classes:" + TARGET + "/lib/*", "dev.tocsin.cli.TocsinMain"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        started.add(process);
        return process;
    }

    private static URI addressIn(String output, String name) {
        return output.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name + " "))
                .map(line -> URI.create(line.substring(name.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no address of " + name + " in\n" + output));
    }

    private static String get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
