package dev.tocsin.gateway.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks by hand, so that each test says what was seen when. */
class ConfigWatchIT {

    private static final String ONE = "services:\n  - {name: one, url: 'http://a.example'}\n";
    private static final String TWO = ONE + "  - {name: two, url: 'http://b.example'}\n";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path file;
    private final List<List<String>> applied = new ArrayList<>();
    private RuntimeException failure;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("tocsin.yml"), ONE);
    }

    private ConfigWatch watch(Path path) {
        return new ConfigWatch(
                path,
                Map.of(),
                TocsinYaml.load(path, Map.of()),
                services -> {
                    if (failure != null) {
                        throw failure;
                    }
                    applied.add(services.stream().map(DeclaredService::key).toList());
                },
                CLOCK);
    }

    private static void look(ConfigWatch watch, int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    @Test
    void shouldApplyAChangeOnceWhenItHasRestedForThreeLooks() throws IOException {
        ConfigWatch watch = watch(file);
        look(watch, 5);
        assertThat(applied).isEmpty();

        Files.writeString(file, TWO);
        look(watch, 3);
        assertThat(applied).isEmpty();
        look(watch, 5);

        assertThat(applied).containsExactly(List.of("one", "two"));
        assertThat(watch.status().services()).isEqualTo(2);
        assertThat(watch.status().successful()).isTrue();
    }

    @Test
    void shouldNotReadAFileThatIsStillBeingWritten() throws IOException {
        ConfigWatch watch = watch(file);
        Files.writeString(file, TWO.substring(0, ONE.length()) + "  - {name: tw");
        look(watch, 2);
        Files.writeString(file, TWO);
        look(watch, 5);

        assertThat(applied).containsExactly(List.of("one", "two"));
    }

    @Test
    void shouldKeepTheLastGoodOneAndSayWhyWhenTheFileIsWrong() throws IOException {
        ConfigWatch watch = watch(file);
        Files.writeString(file, ONE + "    qorum: 2\n");
        look(watch, 5);

        assertThat(applied).isEmpty();
        assertThat(watch.status().successful()).isFalse();
        assertThat(watch.status().services()).isEqualTo(1);
        assertThat(watch.status().told()).startsWith("tocsin.yml line 3: this is not YAML");

        Files.writeString(file, ONE);
        look(watch, 5);
        assertThat(watch.status().successful()).isTrue();
    }

    @Test
    void shouldNotTakeAnEmptyAHalfOrALostFileForADeletion() throws IOException {
        ConfigWatch watch = watch(file);
        for (String text : List.of("", "\n# nothing\n", "services:\n", "defaults: {quorum: 2}\n")) {
            Files.writeString(file, text);
            look(watch, 5);
            assertThat(watch.status().told()).as(text).contains("declares no services any more", "services: []");
        }
        Files.delete(file);
        look(watch, 5);
        assertThat(watch.status().told()).contains("cannot be read (there is none)");
        assertThat(applied).isEmpty();

        Files.writeString(file, "services: []\n");
        look(watch, 5);
        assertThat(applied).containsExactly(List.of());
    }

    @Test
    void shouldFollowTheDefaultsThatTheApiUses() throws IOException {
        ConfigWatch watch = watch(file);
        Files.writeString(file, "defaults: {quorum: 3}\n" + ONE);
        look(watch, 5);

        assertThat(watch.defaults().quorum()).isEqualTo(3);
    }

    @Test
    void shouldTryAgainUntilWhatAppliesItCan() throws IOException {
        ConfigWatch watch = watch(file);
        failure = new IllegalStateException("Postgres is away");
        Files.writeString(file, TWO);
        look(watch, 50);
        assertThat(watch.status().told()).contains("cannot be taken over yet (Postgres is away)");
        assertThat(watch.status().services()).isEqualTo(1);

        failure = null;
        look(watch, 25);
        assertThat(applied).containsExactly(List.of("one", "two"));
        assertThat(watch.status().successful()).isTrue();
    }

    @Test
    void shouldNoticeAnotherFileThatComesAndGoesInADirectory() throws IOException {
        ConfigWatch watch = watch(folder);
        Path more =
                Files.writeString(folder.resolve("more.yaml"), "services:\n  - {name: two, url: 'http://b.example'}\n");
        Files.writeString(folder.resolve(".tocsin.yml.swp"), "no yaml: [");
        Files.writeString(folder.resolve(".hidden.yml"), "no yaml: [");
        Files.writeString(folder.resolve("tocsin.yml~"), "no yaml: [");
        Files.createDirectory(folder.resolve("folder.yml"));
        look(watch, 5);
        assertThat(applied).containsExactly(List.of("two", "one"));
        assertThat(watch.status().files()).containsExactly("more.yaml", "tocsin.yml");

        Files.delete(more);
        look(watch, 5);
        assertThat(applied).last().isEqualTo(List.of("one"));

        Files.delete(file);
        look(watch, 5);
        assertThat(applied).hasSize(2);
        assertThat(watch.status().told()).contains("holds no file *.yml or *.yaml");
    }

    @Test
    void shouldNoticeAConfigMapThatKubernetesSwapsByALink() throws IOException {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        Path first = Files.createDirectory(mount.resolve("..2026_01"));
        Path second = Files.createDirectory(mount.resolve("..2026_02"));
        Files.writeString(first.resolve("tocsin.yml"), ONE);
        Files.writeString(second.resolve("tocsin.yml"), TWO);
        Files.createSymbolicLink(mount.resolve("..data"), first.getFileName());
        Files.createSymbolicLink(mount.resolve("tocsin.yml"), Path.of("..data", "tocsin.yml"));
        ConfigWatch watch = watch(mount);
        look(watch, 5);
        assertThat(applied).isEmpty();

        Files.createSymbolicLink(mount.resolve("..data_tmp"), second.getFileName());
        Files.move(mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        look(watch, 5);

        assertThat(applied).containsExactly(List.of("one", "two"));
    }

    @Test
    void shouldTellOfALinkToNowhereAndOfBytesThatAreNoText() throws IOException {
        Files.createSymbolicLink(folder.resolve("lost.yml"), Path.of("nowhere"));
        Files.write(folder.resolve("bytes.yml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(TocsinYaml.check(folder, Map.of()).problems())
                .extracting(ConfigProblem::told)
                .containsExactly(
                        "bytes.yml cannot be read (it is not UTF-8); name a readable file.",
                        "lost.yml cannot be read (there is none); name a readable file.");
    }

    @Test
    void shouldNameTheSettingWhenTheFileIsMissingAtTheStart() {
        assertThatThrownBy(() -> TocsinYaml.load(folder.resolve("nowhere.yml"), Map.of()))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("TOCSIN_CONFIG=" + folder.resolve("nowhere.yml"));
    }
}
