package dev.tocsin.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AlertingMainIT {

    @Test
    void shouldNameTheSettingAndEndWhenKafkasNameDoesNotResolve() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AlertingMain.class.getName());
        builder.environment().put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "kafka.invalid:9092");
        Process process = builder.start();

        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said.lines().filter(line -> line.startsWith("TOCSIN_KAFKA_BOOTSTRAP_SERVERS=kafka.invalid:9092 ")))
                .hasSize(1);
        assertThat(said).doesNotContain("\tat ");
    }
}
