package dev.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessIT {

    @TempDir
    Path dataDir;

    @Test
    void shouldEndItsOrphansAndKeepTheirDataWhenTheFormerProcessWasKilled() throws Exception {
        Process former = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneProcess.class.getName(),
                        dataDir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> orphans;
        try (BufferedReader output = former.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.startsWith("ready")) {
                line = output.readLine();
            }
            assertThat(line).startsWith("ready");
            String[] words = line.split(" ");
            orphans = List.of(handle(words[1]), handle(words[2]));
        } finally {
            former.destroyForcibly().waitFor();
        }
        assertThat(orphans).allMatch(ProcessHandle::isAlive);
        // As if it had been killed before it could write down whom it started.
        Files.delete(dataDir.resolve("redis/pid"));

        try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir, 0);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, 0);
                EmbeddedRedis redis = EmbeddedRedis.start(dataDir, 0)) {
            assertThat(orphans).noneMatch(ProcessHandle::isAlive);
            assertThat(postgres.condition().healthy()).isTrue();
            assertThat(RedisLine.ask(redis.port(), "GET bell")).isEqualTo("$5 tenor");
            assertThat(new KafkaClient(kafka.bootstrapServers()).consume("bells", "ringers", 1))
                    .containsExactly("tenor");
        }
    }

    @Test
    void shouldLeaveAProcessAloneThatOnlyHasTheSamePid() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            try (PartFolder folder = PartFolder.open(dataDir, "part")) {
                Files.writeString(folder.resolve("pid"), bystander.pid() + " 1@some-earlier-boot");
                ChildProcess.endOrphans(folder, ProcessHandle::destroyForcibly);
                assertThat(bystander.isAlive()).isTrue();
                assertThat(folder.resolve("pid")).doesNotExist();
            }
        } finally {
            bystander.destroyForcibly();
        }
    }

    private static ProcessHandle handle(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
