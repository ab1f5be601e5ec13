package dev.tocsin.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.guard.AddressGuard;
import dev.tocsin.events.guard.Network;
import dev.tocsin.probe.check.Finding;
import dev.tocsin.probe.check.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProberIT {

    private static final AddressGuard LOOPBACK = new AddressGuard(List.of(Network.parse("127.0.0.0/8")));

    private final List<AutoCloseable> opened = new ArrayList<>();
    private HttpProber prober = opened(new HttpProber(LOOPBACK, "tocsin-test", false));

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
    }

    private LoopbackServer server(LoopbackServer.Answer answer) {
        return opened(LoopbackServer.start(answer));
    }

    private Finding probe(String url, Duration timeout) {
        return prober.probe(new Target("shop", url, Duration.ofSeconds(60), timeout, 1_000, 7, 1))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private Finding probe(String url) {
        return probe(url, Duration.ofSeconds(5));
    }

    private static void assertDown(Finding finding, String error) {
        assertThat(finding).isEqualTo(Finding.down(error));
    }

    @ParameterizedTest
    @CsvSource({"200, OK", "204, OK", "304, OK", "404, WARN", "429, WARN", "500, ERROR", "503, ERROR"})
    void shouldJudgeByTheFinalCode(int code, CheckStatus status) {
        LoopbackServer server = server((path, out) -> LoopbackServer.write(
                out,
                "HTTP/1.1 " + code + " X\r\n" + (code == 204 || code == 304 ? "\r\n" : "Content-Length: 2\r\n\r\nhi")));

        Finding finding = probe(server.url("/health"));

        assertThat(finding.status()).isEqualTo(status);
        assertThat(finding.statusCode()).isEqualTo(code);
        assertThat(finding.error()).isNull();
        assertThat(finding.certExpiresAt()).isNull();
        assertThat(server.connections()).isOne();
    }

    @Test
    void shouldMeasureToTheEndOfTheBodyAndSayWhereTheTimeWent() {
        LoopbackServer server = server((path, out) -> {
            TimeUnit.MILLISECONDS.sleep(120);
            LoopbackServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh");
            TimeUnit.MILLISECONDS.sleep(180);
            LoopbackServer.write(out, "i");
        });

        Finding finding = probe(server.url("/"));

        assertThat(finding.latencyMs()).isBetween(300.0, 3_000.0);
        assertThat(finding.phases().processing()).isBetween(115.0, finding.latencyMs() - 170);
        assertThat(finding.phases().transfer()).isBetween(175.0, finding.latencyMs() - 115);
        assertThat(finding.phases().connect()).isBetween(0.0, 1_000.0);
        assertThat(finding.phases().tls()).isNull();
        assertThat(finding.phases().resolve())
                .as("an address needs no name server")
                .isNull();
    }

    @Test
    void shouldResolveNamesAndKeepThoseAddressesThatAreAllowed() {
        LoopbackServer server = server(LoopbackServer.status(200));
        prober = opened(new HttpProber(
                LOOPBACK,
                "tocsin-test",
                false,
                Tls.trusting(null),
                name -> List.of(InetAddress.getByName("::1"), InetAddress.getByName("127.0.0.1"))));

        Finding finding = probe("http://shop.example:" + server.port() + "/");

        assertThat(finding.status()).isEqualTo(CheckStatus.OK);
        assertThat(finding.phases().resolve()).isNotNull();
    }

    @Test
    void shouldHoldASlowlyTricklingServerToTheDeadlineOfTheWholeRequest() {
        LoopbackServer server = server((path, out) -> {
            LoopbackServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            for (int i = 0; i < 1_000; i++) {
                LoopbackServer.write(out, "x");
                TimeUnit.MILLISECONDS.sleep(50);
            }
        });
        long before = System.nanoTime();

        assertDown(probe(server.url("/"), Duration.ofMillis(500)), "timed out after 500 ms");

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(490), Duration.ofSeconds(2));
    }

    @Test
    void shouldHoldASilentServerToTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        LoopbackServer server = server((path, out) -> never.await());

        assertDown(probe(server.url("/"), Duration.ofSeconds(1)), "timed out after 1 s");
    }

    @Test
    void shouldHoldAHangingNameServerToTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        Dns hanging = name -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(name);
        };
        prober = opened(new HttpProber(LOOPBACK, "tocsin-test", false, Tls.trusting(null), hanging));

        assertDown(probe("http://shop.example/", Duration.ofMillis(300)), "timed out after 300 ms");
        never.countDown();
    }

    @Test
    void shouldCutABodyAtItsLimitAndCallThatGood() {
        byte[] chunk = new byte[64 * 1024];
        LoopbackServer server = server((path, out) -> {
            LoopbackServer.write(out, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                out.write(chunk);
            }
        });

        Finding finding = probe(server.url("/"));

        assertThat(finding.status()).isEqualTo(CheckStatus.OK);
        assertThat(finding.latencyMs()).isLessThan(4_000);
    }

    @Test
    void shouldFollowRedirectsAndJudgeTheLastAnswer() {
        LoopbackServer server = server((path, out) -> {
            int step = Integer.parseInt(path.substring(1));
            (step < 10 ? LoopbackServer.redirect("/" + (step + 1)) : LoopbackServer.status(404)).write(path, out);
        });

        Finding finding = probe(server.url("/0"));

        assertThat(finding.statusCode()).isEqualTo(404);
        assertThat(finding.status()).isEqualTo(CheckStatus.WARN);
        assertThat(server.connections()).isEqualTo(11);
    }

    @Test
    void shouldGiveUpOnTheEleventhRedirect() {
        LoopbackServer server = server(LoopbackServer.redirect("/again"));

        assertDown(probe(server.url("/")), "bad answer: more than 10 redirects");
    }

    @Test
    void shouldSayThatAConnectionIsRefused() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }

        assertDown(probe("http://127.0.0.1:" + port + "/"), "connection refused");
    }

    @Test
    void shouldSayThatANameIsNotFound() {
        prober = opened(new HttpProber(LOOPBACK, "tocsin-test", false, Tls.trusting(null), name -> {
            throw new UnknownHostException(name + ": Name or service not known");
        }));

        assertDown(probe("http://shop.example/"), "name not found");
    }

    @Test
    void shouldAskOnceOnlyWhenTheServerHangsUp() {
        LoopbackServer server = server((path, out) -> {});

        assertDown(probe(server.url("/")), "connection closed before the answer was complete");
        assertThat(server.connections()).isOne();
    }

    @Test
    void shouldNotTakeHalfABodyForAnAnswer() {
        LoopbackServer server =
                server((path, out) -> LoopbackServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));

        assertDown(probe(server.url("/")), "connection closed before the answer was complete");
    }

    @Test
    void shouldCallWhatIsNotHttpABadAnswer() {
        LoopbackServer server = server((path, out) -> LoopbackServer.write(out, "SSH-2.0-OpenSSH_9.9\r\n"));

        assertThat(probe(server.url("/")).error()).startsWith("bad answer: ");
    }

    @ParameterizedTest
    @CsvSource({"http://", "http://exa mple/", "http://[::1", "http://127.0.0.1:70000/"})
    void shouldSayThatAnAddressIsNotOne(String url) {
        assertDown(probe(url), "the url is not a valid http or https address");
    }

    @Test
    void shouldAskLikeANewVisitorEachTimeAndNeitherSendUserinfoNorCookies() {
        LoopbackServer server = server((path, out) ->
                LoopbackServer.write(out, "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\nhi"));
        String url = server.url("/").replace("http://", "http://user:password@");

        probe(url);
        probe(url);

        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.requestLines())
                .contains("GET / HTTP/1.1", "User-Agent: tocsin-test", "Connection: close")
                .noneMatch(line -> line.startsWith("Authorization") || line.startsWith("Cookie"));
    }

    @Test
    void shouldReportOnlyAStandstillOfItsOwnAsUnknown() {
        Duration timeout = Duration.ofSeconds(2);

        assertThat(Complaint.timedOut(timeout, Duration.ofMillis(2_900)))
                .isEqualTo(Finding.down("timed out after 2 s"));
        assertThat(Complaint.timedOut(timeout, Duration.ofMillis(9_500)).status())
                .isEqualTo(CheckStatus.UNKNOWN);
    }
}
