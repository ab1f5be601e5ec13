package dev.tocsin.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.guard.AddressGuard;
import dev.tocsin.events.guard.Network;
import dev.tocsin.probe.check.Finding;
import dev.tocsin.probe.check.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsProberIT {

    @TempDir
    static Path folder;

    private static Certificates valid;

    @BeforeAll
    static void make() throws Exception {
        valid = Certificates.selfSigned(folder, "ip:127.0.0.1");
    }

    private static Finding probe(Certificates server, Tls client) throws Exception {
        AddressGuard loopback = new AddressGuard(List.of(Network.parse("127.0.0.1")));
        try (LoopbackServer listening =
                        LoopbackServer.start("127.0.0.1", server.serverSockets(), "https", LoopbackServer.status(200));
                HttpProber prober = new HttpProber(loopback, "tocsin-test", false, client, Dns.SYSTEM)) {
            Target target =
                    new Target("shop", listening.url("/"), Duration.ofSeconds(60), Duration.ofSeconds(10), 1_000, 7, 1);
            return prober.probe(target).orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void shouldReportWhenATrustedCertificateExpires() throws Exception {
        Finding finding = probe(valid, valid.trusted());

        assertThat(finding.status()).isEqualTo(CheckStatus.OK);
        assertThat(finding.certExpiresAt())
                .isEqualTo(valid.certificate().getNotAfter().getTime());
        assertThat(finding.phases().tls()).isPositive();
    }

    @Test
    void shouldRefuseACertificateThatNoAuthorityVouchesFor() throws Exception {
        assertThat(probe(valid, Tls.trusting(null)))
                .isEqualTo(Finding.down("certificate not trusted: no path to a known authority"));
    }

    @Test
    void shouldRefuseACertificateOfAnotherHost() throws Exception {
        Certificates server = Certificates.selfSigned(folder, "dns:other.example");

        assertThat(probe(server, server.trusted()))
                .isEqualTo(Finding.down("certificate is not valid for this host name"));
    }

    @Test
    void shouldSayWhenACertificateExpired() throws Exception {
        Certificates server = Certificates.expired(folder, "ip:127.0.0.1");

        Finding finding = probe(server, server.trusted());

        assertThat(finding.status()).isEqualTo(CheckStatus.DOWN);
        assertThat(finding.error()).startsWith("certificate expired: NotAfter: ");
    }
}
