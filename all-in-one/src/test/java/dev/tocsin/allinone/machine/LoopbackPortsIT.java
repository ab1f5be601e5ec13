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

    @Test
    void shouldNameATakenPortAndChooseAnother() throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int chosen = LoopbackPorts.choose("the dashboard", holder.getLocalPort(), said::add);

            assertThat(chosen).isNotEqualTo(holder.getLocalPort()).isPositive();
            assertThat(said)
                    .singleElement()
                    .asString()
                    .contains("the dashboard", "" + holder.getLocalPort(), "" + chosen);
        }
    }

    @Test
    void shouldTakeTheWantedPortSilentlyWhenItIsFree() throws IOException {
        int free;
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = holder.getLocalPort();
        }

        assertThat(LoopbackPorts.choose("the dashboard", free, said::add)).isEqualTo(free);
        assertThat(said).isEmpty();
    }
}
