package dev.tocsin.events.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "100.64.0.0/10, 100.127.1.1, true",
        "100.64.0.0/10, 100.128.0.0, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.6, false",
        "192.168.1.6/31, 192.168.1.7, true",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fc00::1, false",
        "2000::/3, 3fff:ffff::, true",
        "2000::/3, 4000::, false",
        "::1, ::1, true",
        "::ffff:10.1.2.3, 10.1.2.3, true",
    })
    void shouldContainWhatSharesThePrefix(String network, String address, boolean contained)
            throws UnknownHostException {
        assertThat(Network.parse(network).contains(InetAddress.getByName(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0.1/8",
                "10.0.0/8",
                "010.0.0.0/8",
                "256.0.0.0/8",
                "::/129",
                "fe80::1%1",
                "g::/8",
                "[::1]",
                "10.0.0.0/",
                "1:2/16",
                "2130706433"
            })
    void shouldRefuseWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
