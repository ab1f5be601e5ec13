package dev.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.service.BadSettingException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopbackPortIT {

    @TempDir
    Path folder;

    @Test
    void shouldReturnToTheRememberedPortOnlyWhileItIsFree() throws Exception {
        Path memory = folder.resolve("port");
        int first = LoopbackPort.choose("Bell", 0, memory);
        assertThat(LoopbackPort.choose("Bell", 0, memory)).isEqualTo(first);
        try (ServerSocket other = LoopbackPort.bind(first)) {
            assertThat(LoopbackPort.choose("Bell", 0, memory)).isNotEqualTo(other.getLocalPort());
        }
    }

    @Test
    void shouldTreatAPortOnAllInterfacesAsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            assertThatThrownBy(() -> LoopbackPort.choose("Bell", other.getLocalPort(), folder.resolve("port")))
                    .isInstanceOf(BadSettingException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " for Bell is taken");
        }
    }

    @Test
    void shouldChooseAnyPortWhenItsMemoryIsDamaged() throws Exception {
        Path memory = Files.writeString(folder.resolve("port"), "44x");
        int port = LoopbackPort.choose("Bell", 0, memory);
        assertThat(port).isPositive();
        assertThat(memory).hasContent(String.valueOf(port));
    }
}
