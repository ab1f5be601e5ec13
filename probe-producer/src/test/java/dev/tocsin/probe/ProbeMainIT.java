package dev.tocsin.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProbeMainIT {

    private static Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ProbeMain.class.getName());
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Test
    void shouldRefuseABadSettingWithOneSentence() throws Exception {
        Process process = start(Map.of("TOCSIN_PROBE_ALLOW", "intranet"));

        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said.strip())
                .startsWith("TOCSIN_PROBE_ALLOW is not a list of networks")
                .hasLineCount(1);
    }

    @Test
    void shouldNameTheSettingWhenKafkasNameDoesNotResolve() throws Exception {
        Process process = start(Map.of("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "kafka.invalid:9092"));

        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said.lines().filter(line -> line.startsWith("TOCSIN_KAFKA_BOOTSTRAP_SERVERS=kafka.invalid:9092 ")))
                .hasSize(1);
        assertThat(said).doesNotContain("\tat ");
    }

    @Test
    void shouldEndWhenToldToAlthoughKafkaIsAway() throws Exception {
        Process process = start(Map.of("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"));
        process.getErrorStream().close();
        // Its first words say that it runs.
        assertThat(process.getInputStream().read()).isPositive();

        process.destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
}
