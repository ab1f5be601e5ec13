package dev.tocsin.allinone.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryIT {

    @TempDir
    Path parent;

    @Test
    void shouldBeTakenByOneAtATime() throws IOException {
        Path path = parent.resolve("data");
        try (DataDirectory first = DataDirectory.take(path)) {
            assertThat(first.path()).isDirectory();
            assertThatThrownBy(() -> DataDirectory.take(path))
                    .isInstanceOf(BadSettingException.class)
                    .hasMessageContaining("Another Tocsin")
                    .hasMessageContaining("--data-dir");
        }
        DataDirectory.take(path).close();
    }

    @Test
    void shouldNameTheProcessThatHoldsIt() throws IOException {
        try (DataDirectory first = DataDirectory.take(parent)) {
            new StatusReport(4711, "demo", 0, 0, Map.of(), List.of(), null, null).write(first.path());

            assertThatThrownBy(() -> DataDirectory.take(parent)).hasMessageContaining("process 4711");
        }
    }

    @Test
    void shouldSayWhatIsWrongWhenItIsAFileOrCannotBeMade() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.take(file))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("is a file");
        assertThatThrownBy(() -> DataDirectory.take(file.resolve("below")))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("--data-dir");
    }

    @Test
    void shouldRemoveItsOwnContentsOnlyWhenEmptied() throws IOException {
        try (DataDirectory directory = DataDirectory.take(parent)) {
            Files.createDirectories(parent.resolve("kafka/data"));
            Files.writeString(parent.resolve("kafka/data/log"), "records");
            Path thesis = Files.writeString(parent.resolve("thesis.txt"), "years of work");
            Path services = Files.writeString(parent.resolve("tocsin.yml"), "services: []");

            directory.empty();

            assertThat(parent.resolve("kafka")).doesNotExist();
            assertThat(thesis).hasContent("years of work");
            assertThat(services).hasContent("services: []");
        }
    }

    @Test
    void shouldRefuseADirectoryOfSomebodyElsesFilesAndLeaveItAsItIs() throws IOException {
        Path theirs = Files.writeString(parent.resolve("tocsin.yml"), "services: []");

        assertThatThrownBy(() -> DataDirectory.take(parent))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining(parent.toString())
                .hasMessageContaining("not Tocsin's")
                .hasMessageEndingWith("--data-dir.");

        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).containsExactly(theirs);
        }
    }

    @Test
    void shouldLetNobodyElseReadADirectoryThatItMade() throws IOException {
        Path path = parent.resolve("new/data");
        DataDirectory.take(path).close();

        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void shouldTakeADirectoryAgainThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(parent.resolve("link"), Files.createDirectory(parent.resolve("data")));
        DataDirectory.take(link).close();
        Files.createDirectory(link.resolve("kafka"));

        DataDirectory.take(link).close();
    }

    @Test
    void shouldEndServersThatAnEarlierRunLeftWhenEmptiedThoughNamedByALink() throws Exception {
        Path link = Files.createSymbolicLink(parent.resolve("link"), Files.createDirectory(parent.resolve("data")));
        try (DataDirectory directory = DataDirectory.take(link)) {
            Path executable = Files.copy(
                    Path.of("/bin/sleep"),
                    Files.createDirectories(link.resolve("redis")).resolve("server"));
            executable.toFile().setExecutable(true);
            Process stray = new ProcessBuilder(executable.toString(), "600").start();
            Process bystander = new ProcessBuilder("sleep", "600")
                    .directory(parent.toFile())
                    .start();
            try {
                directory.empty();

                assertThat(stray.waitFor(5, TimeUnit.SECONDS)).isTrue();
                assertThat(bystander.isAlive()).isTrue();
                assertThat(parent.resolve("data/redis")).doesNotExist();
            } finally {
                stray.destroyForcibly();
                bystander.destroyForcibly().waitFor();
            }
        }
    }
}
