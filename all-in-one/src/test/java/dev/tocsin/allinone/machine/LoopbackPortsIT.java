package dev.tocsin.allinone.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackPortsIT {

    private final List<String> said = new ArrayList<>();
    private final LoopbackPorts ports = new LoopbackPorts(said::add);

    @Test
    void shouldNameATakenPortAndChooseAnother() throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int chosen = ports.choose("the dashboard", holder.getLocalPort());

            assertThat(chosen).isNotEqualTo(holder.getLocalPort()).isPositive();
            assertThat(said)
                    .singleElement()
                    .asString()
                    .contains("the dashboard", "" + holder.getLocalPort(), "" + chosen);
        }
    }

    @Test
    void shouldTakeTheWantedPortSilentlyWhenItIsFree() throws IOException {
        int free = freePort();

        assertThat(ports.choose("the dashboard", free)).isEqualTo(free);
        assertThat(said).isEmpty();
    }

    @Test
    void shouldGiveTwoPurposesTwoPortsThoughTheSameIsWanted() throws IOException {
        int free = freePort();

        assertThat(ports.choose("the dashboard", free)).isEqualTo(free);
        assertThat(ports.choose("Flink's web page", free)).isNotEqualTo(free).isPositive();
        assertThat(said).singleElement().asString().contains("Flink's web page", "" + free);
    }

    private static int freePort() throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return holder.getLocalPort();
        }
    }
}
