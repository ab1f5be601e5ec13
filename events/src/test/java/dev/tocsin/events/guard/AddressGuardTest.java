package dev.tocsin.events.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private final AddressGuard strict = new AddressGuard(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "169.254.170.2",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.31.196.0",
                "192.31.196.255",
                "192.52.193.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.175.48.6",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255"
            })
    void shouldRefuseWhatIsNotPublicIpv4(String address) throws UnknownHostException {
        assertThat(strict.refusal(InetAddress.getByName(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::127.0.0.1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "ff02::1",
                "100::1",
                "64:ff9b:1::1",
                "64:ff9b::7f00:1",
                "64:ff9b::169.254.169.254",
                "64:ff9b::10.0.0.1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2620:4f:8000::6",
                "2620:4f:8000:ffff::1",
                "64:ff9b::168.63.129.16",
                "2002:a9fe:a9fe::1",
                "2002:c0a8:101::1",
                "3fff::1",
                "5f00::1",
                "2a00:1450::5efe:127.0.0.1",
                "2a00:1450::200:5efe:10.0.0.1",
                "4000::1"
            })
    void shouldRefuseWhatIsNotPublicIpv6OrCarriesSuchAnIpv4(String address) throws UnknownHostException {
        assertThat(strict.refusal(InetAddress.getByName(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "168.63.129.15",
                "168.63.129.17",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.31.195.255",
                "192.31.197.0",
                "192.52.192.255",
                "192.52.194.0",
                "192.175.47.255",
                "192.175.49.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2620:4f:7fff::1",
                "2620:4f:8001::1",
                "2606:4700:4700::1111",
                "2a00:1450:4001:800::200e",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1",
                "2a00:1450::5efe:8.8.8.8"
            })
    void shouldLetPublicAddressesPass(String address) throws UnknownHostException {
        assertThat(strict.refusal(InetAddress.getByName(address))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1, true",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
        "127.0.0.0/8, 64:ff9b::127.0.0.1, true",
        "127.0.0.0/8, 10.0.0.1, false",
        "127.0.0.0/8, ::1, false",
        "169.254.169.254, 169.254.169.254, true",
        "169.254.169.254, 169.254.169.253, false",
        "0.0.0.0/0, ::1, false",
        "::1, ::1, true",
        "fd00::/8, fd00:ec2::254, true",
    })
    void shouldOpenJustTheAllowedNetworks(String allowed, String address, boolean passes) throws UnknownHostException {
        AddressGuard guard = new AddressGuard(List.of(Network.parse(allowed)));

        assertThat(guard.refusal(InetAddress.getByName(address)).isEmpty()).isEqualTo(passes);
    }

    @Test
    void shouldSayWhichAddressAndWhatToDo() throws UnknownHostException {
        assertThat(strict.refusal(InetAddress.getByName("169.254.169.254")))
                .contains("address 169.254.169.254 is not allowed; add its network to TOCSIN_PROBE_ALLOW");
    }
}
