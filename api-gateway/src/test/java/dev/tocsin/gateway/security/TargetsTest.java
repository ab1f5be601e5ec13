package dev.tocsin.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.guard.AddressGuard;
import dev.tocsin.events.guard.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetsTest {

    private final CountDownLatch slowNames = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final Targets targets =
            new Targets(new AddressGuard(List.of(Network.parse("10.1.0.0/16"))), this::resolve, Duration.ofMillis(300));

    private InetAddress[] resolve(String host) throws UnknownHostException {
        asked.incrementAndGet();
        return switch (host) {
            case "inside" -> addresses("10.2.0.1");
            case "both" -> addresses("10.2.0.1", "93.184.215.14");
            case "outside" -> addresses("93.184.215.14");
            default -> {
                if (host.startsWith("slow")) {
                    awaitSlowNames();
                }
                throw new UnknownHostException(host);
            }
        };
    }

    private void awaitSlowNames() {
        try {
            slowNames.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] all = new InetAddress[literals.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = InetAddress.getByName(literals[i]);
        }
        return all;
    }

    @AfterEach
    void close() {
        slowNames.countDown();
        targets.close();
    }

    @Test
    void shouldRefuseANameThatLeadsInsideOnly() {
        List<String> urls =
                List.of("http://inside/", "http://both/", "http://outside/", "http://unknown/", "http://10.1.255.255/");

        Map<String, String> refusals = targets.refusals(urls);

        assertThat(refusals).containsOnlyKeys("http://inside/");
        assertThat(refusals.get("http://inside/")).contains("10.2.0.1", "TOCSIN_PROBE_ALLOW");
    }

    @Test
    void shouldAskNobodyAboutAnAddressInFigures() {
        assertThat(targets.refusals(List.of("http://10.2.0.1/", "http://[::1]/", "http://[fe80::1%25lo]/")))
                .hasSize(3);
        assertThat(asked).hasValue(0);
    }

    @Test
    void shouldAnswerInTimeHoweverManyNamesAreSlow() {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            urls.add("http://slow" + i + "/");
        }
        urls.add("http://10.2.0.1/");
        long began = System.nanoTime();

        assertThat(targets.refusals(urls)).containsOnlyKeys("http://10.2.0.1/");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void shouldAskOnceAboutAHostOfManyAddresses() {
        assertThat(targets.refusals(List.of("http://inside/a", "http://inside/b", "https://inside/")))
                .hasSize(3);
        assertThat(asked).hasValue(1);
    }
}
