package dev.tocsin.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.guard.AddressGuard;
import dev.tocsin.events.guard.Network;
import dev.tocsin.probe.check.Finding;
import dev.tocsin.probe.check.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A canary listens on every address of this machine; 127.0.0.2 alone is allowed, so 127.0.0.1 stands for what is not. */
class ForbiddenAddressIT {

    private static final AddressGuard ONLY_THE_SECOND = new AddressGuard(List.of(Network.parse("127.0.0.2")));

    private final LoopbackServer canary =
            LoopbackServer.start("0.0.0.0", ServerSocketFactory.getDefault(), "http", LoopbackServer.status(200));

    @AfterEach
    void close() {
        canary.close();
    }

    private Finding probe(String url, Dns names, boolean keepConnections) {
        try (HttpProber prober =
                new HttpProber(ONLY_THE_SECOND, "tocsin-test", keepConnections, Tls.trusting(null), names)) {
            return prober.probe(new Target("shop", url, Duration.ofSeconds(60), Duration.ofSeconds(10), 1_000, 7, 1))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
    }

    private String at(String host) {
        return "http://" + host + ":" + canary.port() + "/";
    }

    @Test
    void shouldReachTheCanaryWhereItIsAllowedOrTheOtherTestsProveNothing() {
        assertThat(probe(at("127.0.0.2"), Dns.SYSTEM, false).status()).isEqualTo(CheckStatus.OK);
        assertThat(canary.connections()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0x7F.0x0.0x0.0x1",
                "017700000001",
                "0177.0.0.1",
                "0177.0.0.01",
                "127.1",
                "127.0.1",
                "127.000.000.001",
                "0",
                "0.0.0.0",
                "00000000",
                "127.0.0.1.",
                "127.255.255.254",
                "localhost",
                "localhost.",
                "LOCALHOST",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "user@127.0.0.1",
                "127.0.0.2@127.0.0.1",
                "127.0.0.2:80@127.0.0.1",
                "%31%32%37.0.0.1",
                "127。0。0。1",
                "127．0．0．1",
                "127｡0｡0｡1",
                "①②⑦.⓪.⓪.①",
                "１２７.0.0.1",
                "ⓛocalhost"
            })
    void shouldNotConnectHoweverAForbiddenAddressIsWritten(String host) {
        assertThat(probe(at(host), Dns.SYSTEM, false).status()).isEqualTo(CheckStatus.DOWN);
        assertThat(canary.connections()).isZero();
    }

    @Test
    void shouldSayWhichAddressAndWhatToDo() {
        assertThat(probe("http://169.254.169.254/latest/meta-data/", Dns.SYSTEM, false))
                .isEqualTo(
                        Finding.down("address 169.254.169.254 is not allowed; add its network to TOCSIN_PROBE_ALLOW"));
        assertThat(probe(at("shop.example"), name -> List.of(InetAddress.getByName("127.0.0.1")), false))
                .isEqualTo(Finding.down("address 127.0.0.1 is not allowed; add its network to TOCSIN_PROBE_ALLOW"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "//127.0.0.1:%d/",
                "http://2130706433:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://127.0.0.2@127.0.0.1:%d/",
                "http://localhost:%d/"
            })
    void shouldNotFollowARedirectToAForbiddenAddress(String location) {
        try (LoopbackServer allowed = LoopbackServer.start(
                "127.0.0.2",
                ServerSocketFactory.getDefault(),
                "http",
                LoopbackServer.redirect(String.format(location, canary.port())))) {

            Finding finding = probe(allowed.url("/"), Dns.SYSTEM, false);

            assertThat(finding.status()).isEqualTo(CheckStatus.DOWN);
            assertThat(finding.error()).endsWith("is not allowed; add its network to TOCSIN_PROBE_ALLOW");
            assertThat(allowed.connections()).isOne();
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void shouldNotFollowAChainOfRedirectsToAForbiddenAddress() {
        try (LoopbackServer allowed = LoopbackServer.start(
                "127.0.0.2", ServerSocketFactory.getDefault(), "http", (path, out) -> LoopbackServer.redirect(
                                path.length() < 5 ? path + "x" : at("127.0.0.1"))
                        .write(path, out))) {

            assertThat(probe(allowed.url("/"), Dns.SYSTEM, true).status()).isEqualTo(CheckStatus.DOWN);
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void shouldNotBeFooledByANameThatChangesItsAddress() {
        AtomicInteger asked = new AtomicInteger();
        Dns rebinding =
                name -> List.of(InetAddress.getByName(asked.getAndIncrement() % 2 == 0 ? "127.0.0.2" : "127.0.0.1"));

        assertThat(probe(at("shop.example"), rebinding, false).status()).isEqualTo(CheckStatus.OK);
        assertThat(probe(at("shop.example"), rebinding, false).status()).isEqualTo(CheckStatus.DOWN);
        assertThat(canary.connections()).isOne();
    }
}
