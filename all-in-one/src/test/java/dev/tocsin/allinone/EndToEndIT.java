package dev.tocsin.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.allinone.machine.DataDirectory;
import dev.tocsin.events.Json;
import dev.tocsin.testkit.LoopbackSlack;
import dev.tocsin.testkit.SlackMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One observation, from a socket to Slack, Postgres and REST, through all real parts. */
class EndToEndIT {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final double SKETCH_ERROR = 0.0109;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger answer = new AtomicInteger(200);
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final LoopbackSlack slack = LoopbackSlack.start();
    private final HttpServer shop = shop();
    private DataDirectory directory;
    private RunningTocsin tocsin;

    @BeforeEach
    void start() throws IOException {
        Path config = Files.writeString(
                folder.resolve("tocsin.yml"), """
                services:
                  - name: Shop
                    url: http://127.0.0.1:%d/
                    interval: 1s
                    timeout: 1s
                    failures_to_alert: 3
                    quorum: 2
                """.formatted(shop.getAddress().getPort()));
        directory = DataDirectory.take(folder.resolve("data"));
        tocsin = AllInOneApp.start(
                new AllInOneConfig(
                        "up",
                        0,
                        0,
                        Optional.of(config),
                        Optional.empty(),
                        Map.of(
                                "TOCSIN_SLACK_WEBHOOK_URL", slack.webhook().toString(),
                                "TOCSIN_PROBE_ALLOW", "127.0.0.0/8",
                                "TOCSIN_PROBE_LOCATIONS", "eu-1,us-1")),
                directory,
                new Silence());
    }

    @AfterEach
    void stop() throws IOException {
        if (tocsin != null) {
            tocsin.close();
        }
        directory.close();
        shop.stop(0);
        slack.close();
    }

    @Test
    void shouldRingOnceForAnOutageAndAgreeWithARecountOfItsChecks() throws Exception {
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(summary().path("current_status").asText()).isEqualTo("ok"));

        answer.set(503);
        await().atMost(LONG_ENOUGH).until(() -> !texts().isEmpty());
        answer.set(200);
        await().atMost(LONG_ENOUGH).until(() -> texts().size() > 1);

        assertThat(texts().get(0)).startsWith("[CRITICAL] Shop").contains("status 503");
        assertThat(texts().get(1)).startsWith("[RESOLVED] Shop");
        await().atMost(LONG_ENOUGH)
                .untilAsserted(
                        () -> assertThat(summary().path("checks_count").asInt()).isGreaterThan(70));
        agreesWithARecount(summary());
        assertThat(texts())
                .as("what the outage left in the last minute is covered")
                .hasSize(2);
    }

    /** The running prober's, and with it the job's, since each result names the version that it was made by. */
    @Test
    void shouldProbeTheNewAddressWithinTwoSecondsOfAChange() throws Exception {
        String shopAddress = "http://127.0.0.1:" + shop.getAddress().getPort();
        long id = send("POST", "services", "{\"name\": \"Moving\", \"url\": \"" + shopAddress + "/before\"}")
                .path("id")
                .asLong();
        await().atMost(LONG_ENOUGH).until(() -> asked.contains("/before"));

        long changed = System.nanoTime();
        JsonNode answer =
                send("PATCH", "services/" + id, "{\"url\": \"" + shopAddress + "/after\", \"interval_seconds\": 5}");
        await().pollInterval(Duration.ofMillis(10)).atMost(LONG_ENOUGH).until(() -> asked.contains("/after"));

        assertThat(answer.path("version").asLong()).isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(Duration.ofSeconds(2));
    }

    private void agreesWithARecount(JsonNode summary) throws Exception {
        List<Double> latencies = new ArrayList<>();
        int checks = 0;
        int failed = 0;
        int satisfied = 0;
        Instant from = Instant.parse(summary.path("window_start").asText());
        Instant to = Instant.parse(summary.path("window_end").asText());
        for (JsonNode check : get("services/1/checks?limit=1000")) {
            Instant at = Instant.parse(check.path("timestamp").asText());
            if (at.isBefore(from) || !at.isBefore(to)) {
                continue;
            }
            checks++;
            failed += check.path("status").asText().equals("ok") ? 0 : 1;
            latencies.add(check.path("response_time_ms").asDouble());
            satisfied += check.path("status").asText().equals("ok") && latencies.get(checks - 1) <= 1_000 ? 1 : 0;
        }
        latencies.sort(null);
        assertThat(summary.path("checks_count").asInt()).isEqualTo(checks);
        assertThat(summary.path("error_rate_percent").asDouble()).isCloseTo(100.0 * failed / checks, within(1e-9));
        assertThat(summary.path("apdex_score").asDouble()).isEqualTo((double) satisfied / checks);
        for (int percent : new int[] {95, 99}) {
            double exact = percentile(latencies, percent);
            assertThat(summary.path("p" + percent + "_response_time_ms").asDouble())
                    .isCloseTo(exact, within(exact * SKETCH_ERROR));
        }
    }

    private static double percentile(List<Double> sorted, int percent) {
        double rank = (sorted.size() - 1) * percent / 100.0;
        int below = (int) rank;
        return sorted.get(below) + (rank - below) * (sorted.get(below + 1) - sorted.get(below));
    }

    private List<String> texts() {
        return slack.accepted().stream().map(SlackMessage::text).toList();
    }

    private JsonNode summary() throws Exception {
        return get("services/1/metrics-summary");
    }

    private JsonNode send(String method, String path, String body) throws Exception {
        URI address = URI.create(tocsin.addresses().get("Dashboard")).resolve(path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return Json.mapper()
                .readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    private JsonNode get(String path) throws Exception {
        URI address = URI.create(tocsin.addresses().get("Dashboard")).resolve(path);
        return Json.mapper()
                .readTree(client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                        .body());
    }

    private HttpServer shop() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                asked.add(exchange.getRequestURI().getPath());
                exchange.sendResponseHeaders(answer.get(), -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("no loopback server", e);
        }
    }
}
