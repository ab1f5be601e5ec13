package dev.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {

    @TempDir
    Path dataDir;

    @Test
    void shouldKeepKeysWhenRestartedAndWhenKilled() throws Exception {
        int port;
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir, 0)) {
            port = redis.port();
            assertThat(RedisLine.ask(port, "PING")).isEqualTo("+PONG");
            assertThat(RedisLine.ask(port, "SET bell tenor")).isEqualTo("+OK");
            assertThat(redis.condition().healthy()).isTrue();
        }
        EmbeddedRedis killed = EmbeddedRedis.start(dataDir, 0);
        assertThat(killed.port()).isEqualTo(port);
        assertThat(RedisLine.ask(port, "SET second treble")).isEqualTo("+OK");
        ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
        await().until(() -> !killed.condition().healthy());
        killed.close();
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir, 0)) {
            assertThat(RedisLine.ask(redis.port(), "GET bell")).isEqualTo("$5 tenor");
            assertThat(RedisLine.ask(redis.port(), "GET second")).isEqualTo("$6 treble");
        }
    }

    @Test
    void shouldLeaveNoProcessWhenClosed() {
        EmbeddedRedis redis = EmbeddedRedis.start(dataDir, 0);
        redis.close();
        redis.close();
        assertThat(ProcessHandle.of(redis.pid()).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(dataDir.resolve("redis/pid")).doesNotExist();
        assertThat(dataDir.resolve("redis/redis.log")).isNotEmptyFile();
    }

    @Test
    void shouldNotHearACtrlCMeantForUs() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir, 0)) {
            assertThat(processGroup(redis.pid()))
                    .isNotEqualTo(processGroup(ProcessHandle.current().pid()));
        }
    }

    private static String processGroup(long pid) throws IOException {
        String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return line.substring(line.lastIndexOf(')') + 2).split(" ")[2];
    }

    @Test
    void shouldNameThePortWhenItIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedRedis.start(dataDir, other.getLocalPort()))
                    .isInstanceOf(BadSettingException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " for Redis is taken");
        }
    }

    @Test
    void shouldNameTheRemedyWhenTheFolderCannotBeWritten() throws Exception {
        Path file = Files.createFile(dataDir.resolve("a-file"));
        assertThatThrownBy(() -> EmbeddedRedis.start(file, 0))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("choose another data folder");
    }
}
