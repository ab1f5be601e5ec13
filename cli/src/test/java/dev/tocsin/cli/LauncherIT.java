package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script in a house of its own, with a Java and a Maven that only say how they were called. */
class LauncherIT {

    private static final Path SCRIPT = Path.of("..", "tocsin").toAbsolutePath().normalize();

    @TempDir
    Path root;

    private Path home;
    private Path tools;

    private record Outcome(int exitCode, String output) {}

    @BeforeEach
    void furnish() throws IOException {
        root = root.toRealPath();
        home = Files.createDirectory(root.resolve("home"));
        Files.copy(SCRIPT, home.resolve("tocsin"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(
                home.resolve("pom.xml"), "<flink.jvm.options>--add-opens=a/b=C --add-opens=d/e=F</flink.jvm.options>");
        Files.createDirectories(home.resolve("events/src/main/java"));
        Files.writeString(home.resolve("events/src/main/java/Old.java"), "");
        Files.createDirectories(home.resolve("cli/src/main"));
        tools = Files.createDirectory(root.resolve("tools"));
        for (String tool : List.of(
                "sed",
                "head",
                "dirname",
                "readlink",
                "find",
                "grep",
                "mkdir",
                "rm",
                "touch",
                "tee",
                "mv",
                "id",
                "flock",
                "cat")) {
            Optional<Path> real = find(tool);
            if (real.isPresent()) {
                tool(tool, "exec " + real.get() + " \"$@\"");
            }
        }
        java("17.0.15");
        tool("javac", "exit 0");
        tool(
                "mvn",
                "echo \"mvn $*\" >> calls; mkdir -p cli/target/lib benchmarks/target/lib;"
                        + " echo '[INFO] Building tocsin-events 0.1.0-SNAPSHOT          [2/12]'");
    }

    @Test
    void shouldRefuseAnOldJavaInOneSentence() throws Exception {
        java("11.0.2");

        assertThat(run("demo").output())
                .isEqualTo(
                        "Tocsin needs a JDK 17 or newer, and java is version 11; install one or set JAVA_HOME to it.");
        assertThat(run("demo").exitCode()).isEqualTo(2);
    }

    @Test
    void shouldUnderstandHowJava8CallsItself() throws Exception {
        java("1.8.0_392");

        assertThat(run("demo").output()).contains("is version 8;");
    }

    @Test
    void shouldSaySoWhenThereIsNoJavaOrNoMaven() throws Exception {
        Files.delete(tools.resolve("mvn"));
        assertThat(run("demo"))
                .isEqualTo(new Outcome(
                        2, "Tocsin is built with Maven 3.8 or newer and mvn is not on the PATH; install it."));

        Files.delete(tools.resolve("java"));
        Outcome outcome = run("demo");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).contains("found none");
    }

    @Test
    void shouldBuildRoomByRoomThenRunTheCommandWithFlinksOptions() throws Exception {
        Outcome outcome = run("demo", "--port", "1");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).contains("2/12 events");
        assertThat(outcome.output())
                .contains("--add-opens=a/b=C --add-opens=d/e=F")
                .contains("dev.tocsin.cli.TocsinMain demo --port 1");
        assertThat(calls()).singleElement().asString().contains("package", "-pl cli -am");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench", "faults"})
    void shouldBuildWhatOnlyMeasuringNeedsForNothingElse(String command) throws Exception {
        assertThat(run(command, "--x").output())
                .contains("dev.tocsin.benchmarks.BenchmarksMain " + command + " --x")
                .doesNotContain("-Xmx");
        assertThat(calls()).singleElement().asString().contains("package", "-pl benchmarks -am");

        run("up");
        assertThat(calls()).hasSize(2).last().asString().contains("-pl cli -am");
    }

    @Test
    void shouldBuildAgainOnlyWhenSomethingChanged() throws Exception {
        run("up");
        run("up");
        assertThat(calls()).hasSize(1);

        Path source = Files.writeString(home.resolve("events/src/main/java/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        run("up");
        assertThat(calls()).as("a changed source").hasSize(2);

        Files.setLastModifiedTime(
                home.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(5)));
        run("up");
        assertThat(calls()).as("a changed build file").hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "validate", "diff", "export", "import"})
    void shouldNotBuildOverARunningOneToAnswerAQuestion(String question) throws Exception {
        run(question);
        assertThat(calls()).as("never built").hasSize(1);

        Files.setLastModifiedTime(
                home.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(run(question).output()).contains("TocsinMain " + question);
        assertThat(calls()).as("outdated").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blanks", "with [a] *? pattern", "-dash", "it's"})
    void shouldBuildOnceAndAgainWhenChangedWhateverItsFolderIsCalled(String name) throws Exception {
        moveTo(root.resolve(name));

        assertThat(run("up").output()).contains("-Dtocsin.home=" + home, "TocsinMain up");
        run("up");
        assertThat(calls()).hasSize(1);

        Path source = Files.writeString(home.resolve("events/src/main/java/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        run("up");
        assertThat(calls()).as("a changed source").hasSize(2);
    }

    @Test
    void shouldFindItsHomeThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("link"), home.resolve("tocsin"));

        assertThat(runIn(root, Map.of(), link.toString(), "up").output()).contains("-Dtocsin.home=" + home);
    }

    @Test
    void shouldFindItsHomeWhenCdpathLeadsElsewhere() throws Exception {
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere/" + home.getFileName()));

        Outcome outcome =
                runIn(root, Map.of("CDPATH", elsewhere.getParent().toString()), home.getFileName() + "/tocsin", "up");

        assertThat(outcome.output()).contains("-Dtocsin.home=" + home);
    }

    @Test
    void shouldRefuseAFolderWithAColonInOneSentence() throws Exception {
        moveTo(root.resolve("a:b"));

        Outcome outcome = run("up");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).contains("a:b", "colon").endsWith(".").doesNotContain("\n");
        assertThat(home.resolve("calls")).doesNotExist();
    }

    @Test
    void shouldShowTheErrorsAndNotRunWhenTheBuildFails() throws Exception {
        tool("mvn", "echo '[ERROR] Old.java:[1,1] class expected'; exit 1");

        Outcome outcome = run("status");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("class expected", "The build failed")
                .doesNotContain("TocsinMain");
    }

    @Test
    void shouldPassOptionsOnToTheTests() throws Exception {
        assertThat(run("test", "-pl", "health").exitCode()).isZero();
        assertThat(calls()).containsExactly("mvn -B verify -pl health");
    }

    @Test
    void shouldUnpackWhatTestsNeedWithoutInstallingIt() throws Exception {
        tool(
                "apt-get",
                "echo \"apt-get $*\" >> ../../calls; for last; do [ \"$last\" = -qq ] || : > \"$last.deb\"; done");
        tool(
                "dpkg-deb",
                "mkdir -p usr/bin && for name in prometheus promtool amtool; do"
                        + " echo '#!/bin/sh' > usr/bin/$name; chmod +x usr/bin/$name; done");
        find("chmod").ifPresent(real -> link("chmod", real));
        tool(
                "mvn",
                "echo \"mvn $*\" >> calls; for tool in promtool amtool prometheus; do command -v $tool >> calls; done");

        assertThat(run("test").output()).contains("prometheus prometheus-alertmanager");
        assertThat(calls())
                .containsExactly(
                        "apt-get -qq download prometheus prometheus-alertmanager",
                        "mvn -B verify",
                        home + "/.tocsin/tools/usr/bin/promtool",
                        home + "/.tocsin/tools/usr/bin/amtool",
                        home + "/.tocsin/tools/usr/bin/prometheus");
        assertThat(home.resolve(".tocsin/tools")).isDirectoryNotContaining("glob:**.deb");

        assertThat(run("test").output()).as("they are there by now").isEmpty();
    }

    @Test
    void shouldTestEvenIfWhatItNeedsCannotBeFetched() throws Exception {
        tool("apt-get", "exit 100");
        tool("dpkg-deb", "exit 0");

        Outcome outcome = run("test");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).contains("apt-get install prometheus prometheus-alertmanager");
        assertThat(calls()).containsExactly("mvn -B verify");
    }

    @Test
    void shouldHelpWithoutBuilding() throws Exception {
        assertThat(run("--help").output())
                .contains("demo", "up", "status", "validate", "diff", "export", "import", "bench", "faults", "test");
        assertThat(home.resolve("calls")).doesNotExist();
    }

    private void java(String version) throws IOException {
        tool(
                "java",
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"" + version
                        + "\" 2025-04-15' >&2; else echo \"$@\"; fi");
    }

    private static Optional<Path> find(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void tool(String name, String script) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
        file.toFile().setExecutable(true);
    }

    private void link(String name, Path real) {
        try {
            tool(name, "exec " + real + " \"$@\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(home.resolve("calls"));
    }

    private void moveTo(Path other) throws IOException {
        home = Files.move(home, other);
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        return runIn(root, Map.of(), home + "/tocsin", arguments);
    }

    private Outcome runIn(Path folder, Map<String, String> environment, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(find("bash").orElseThrow().toString(), script));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", tools + ":/nonexistent");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output.lines().collect(Collectors.joining("\n")));
    }
}
