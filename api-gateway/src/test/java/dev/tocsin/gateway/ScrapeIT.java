package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.HostSample.Gpu;
import dev.tocsin.events.Topics;
import dev.tocsin.gateway.board.Observed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's Prometheus, promtool and amtool against the running gateway and the files that it serves. */
class ScrapeIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    /** Names that clients know, and that a linter of names would choose otherwise: gauges with the endings of others. */
    private static final List<String> GIVEN_NAMES = List.of(
            "app_threads_total", "cpu_percent_total", "cpu_physical_count", "cpu_logical_count", "gpu_device_count");

    private static final Pattern WORD = Pattern.compile("[a-z_]+_[a-z_]+(?=[\\[{ )]|$)");
    private static final Set<String> NO_METRICS = Set.of("histogram_quantile", "status_code", "group_left");

    @TempDir
    Path folder;

    @BeforeEach
    void feed() throws Exception {
        if (!json(gateway.get("/services")).isEmpty()) {
            return;
        }
        gateway.post("/services", "{\"name\": \"Shop \\\"1\\\" \\\\ é\", \"url\": \"https://shop.example/\"}");
        String key =
                json(gateway.get("/board")).get("services").get(0).get("key").asText();
        Fed.check(gateway, Fed.ok(key, "eu-1", 123.5));
        Fed.check(gateway, Fed.down(key, "us-1"));
        long now = System.currentTimeMillis();
        Observed observed = new Observed(key, "eu-1");
        for (long at = now - 120_000; at < now; at += 5_000) {
            observed.check(at, CheckStatus.OK, 123.5);
        }
        int number = 0;
        for (AggregateRow row : observed.finals(now)) {
            Fed.write(gateway, Topics.AGGREGATES, Map.of(key + "/" + number++, row));
        }
        String own = InetAddress.getLocalHost().getHostName();
        Gpu.Device device = new Gpu.Device("RTX \"4\"", 61.0, 120.5, 8_000L, 3_000L, 5_000L, 77.0, 33.0, null);
        Fed.write(gateway, Topics.HOST_SAMPLES, Map.of(own, Fed.host(own, 12.5, List.of(device))));
        gateway.get("/nowhere");
        await().untilAsserted(() -> assertThat(gateway.get("/metrics").body())
                .contains("cpu_percent_total 12.5", "probe_success{", "location=\"us-1\"")
                .containsPattern("tocsin_service_latency_seconds\\{.*percentile=\"95\",.*} 0.1235\n"));
    }

    @Test
    void shouldFindFaultOnlyWithTheNamesThatAreGivenWhenMetricsAreChecked() {
        String text = gateway.get("/metrics").body();

        Tool.Outcome outcome =
                Tool.named("promtool").run(text.getBytes(StandardCharsets.UTF_8), folder, "check", "metrics");

        assertThat(outcome.output().lines().map(line -> line.split(" ")[0]))
                .as(outcome.output())
                .containsExactlyInAnyOrderElementsOf(GIVEN_NAMES);
        // And they have the type that they should have, which is why the linter minds them.
        assertThat(text.lines().filter(line -> line.startsWith("# TYPE ")))
                .containsAll(GIVEN_NAMES.stream()
                        .map(name -> "# TYPE " + name + " gauge")
                        .toList());
        // Without them nothing is left to say.
        String others = text.lines()
                .filter(line -> GIVEN_NAMES.stream().noneMatch(line::contains))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(Tool.named("promtool")
                        .run(others.getBytes(StandardCharsets.UTF_8), folder, "check", "metrics")
                        .exitCode())
                .isZero();
    }

    @Test
    void shouldServeFilesThatTheirServersAccept() throws IOException {
        JsonNode files = json(gateway.get("/config/alerting"));
        Files.writeString(
                folder.resolve("alerts.yml"),
                files.get("prometheus_alerting_rules").asText());
        Files.writeString(
                folder.resolve("prometheus.yml"), files.get("prometheus_config").asText());
        Files.writeString(
                folder.resolve("alertmanager.yml"),
                files.get("alertmanager_config").asText());

        Tool promtool = Tool.named("promtool");
        Tool.Outcome rules = promtool.run(new byte[0], folder, "check", "rules", "alerts.yml");
        Tool.Outcome config = promtool.run(new byte[0], folder, "check", "config", "prometheus.yml");
        Tool.Outcome routing = Tool.named("amtool").run(new byte[0], folder, "check-config", "alertmanager.yml");

        assertThat(rules.output()).contains("SUCCESS: 18 rules found");
        assertThat(rules.exitCode()).isZero();
        assertThat(config.exitCode()).as(config.output()).isZero();
        assertThat(routing.exitCode()).as(routing.output()).isZero();
    }

    @Test
    void shouldFireEachRuleJustAboveItsLimit() throws IOException {
        for (String file : List.of("alerts.yml", "alerts-test.yml")) {
            try (var in = ScrapeIT.class.getResourceAsStream("/monitoring/" + file)) {
                Files.write(folder.resolve(file), in.readAllBytes());
            }
        }

        Tool.Outcome outcome = Tool.named("promtool").run(new byte[0], folder, "test", "rules", "alerts-test.yml");

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeScrapedWithoutAWarning(boolean nativeHistograms) throws Exception {
        JsonNode files = json(gateway.get("/config/alerting"));
        int port = freePort();
        Files.writeString(
                folder.resolve("alerts.yml"),
                files.get("prometheus_alerting_rules").asText());
        Files.writeString(
                folder.resolve("prometheus.yml"),
                files.get("prometheus_config")
                        .asText()
                        .replace("localhost:8000", "127.0.0.1:" + gateway.app().port())
                        .replace("localhost:9090", "127.0.0.1:" + port)
                        .replaceAll("(?m)_interval: \\d+s", "_interval: 1s"));
        Path log = folder.resolve("log");
        List<String> arguments = new ArrayList<>(List.of(
                "--config.file=prometheus.yml", "--storage.tsdb.path=data", "--web.listen-address=127.0.0.1:" + port));
        if (nativeHistograms) {
            arguments.add("--enable-feature=native-histograms");
        }
        Process prometheus = Tool.named("prometheus").start(folder, log, arguments.toArray(String[]::new));
        try {
            await().atMost(Duration.ofSeconds(40))
                    .ignoreExceptions()
                    .until(() -> value(port, "count_over_time(up{job=\"tocsin\"}[30s]) >= 3")
                                    .size()
                            == 1);
            gateway.get("/services");

            assertThat(value(port, "up{job=\"tocsin\"} == 1")).hasSize(1);
            assertThat(targets(port)).contains("\"health\":\"up\"");
            shouldKnowEveryNameOfTheQueries(port, files);
            shouldAnswerPercentiles(port, nativeHistograms);
            assertThat(Files.readString(log)).doesNotContain("level=warn", "level=error");
        } finally {
            prometheus.destroy();
            assertThat(prometheus.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void shouldKnowEveryNameOfTheQueries(int port, JsonNode files) throws IOException {
        Set<String> known = StreamSupport.stream(
                        ask(port, "/api/v1/label/__name__/values").get("data").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        JsonNode queries = json(gateway.get("/metrics/prometheus-queries")).get("queries");
        Set<String> missing = new TreeSet<>();
        for (JsonNode query : queries) {
            JsonNode answer = ask(port, "/api/v1/query?query=" + encoded(query.asText()));
            assertThat(answer.get("status").asText()).as(query.asText()).isEqualTo("success");
            WORD.matcher(query.asText())
                    .results()
                    .map(word -> word.group())
                    .filter(word -> !NO_METRICS.contains(word) && !known.contains(word))
                    .forEach(missing::add);
        }
        // With native histograms there are no buckets, without there is nothing beside them.
        missing.removeAll(Set.of("http_request_duration_seconds_bucket", "http_request_duration_seconds"));
        assertThat(missing).isEmpty();
        assertThat(known)
                .contains(
                        "app_threads_total",
                        "cpu_percent_total",
                        "memory_swap_sin_total",
                        "gpu_power_watts",
                        "app_info",
                        "probe_http_duration_seconds",
                        "probe_ssl_earliest_cert_expiry",
                        "health_check_up",
                        "tocsin_service_state")
                .doesNotContain("app_info_info", "gpu_fan_speed_percent");
    }

    private void shouldAnswerPercentiles(int port, boolean nativeHistograms) throws IOException {
        String classic = "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[20s]))) > 0";
        String exact = "histogram_quantile(0.95, sum(rate(http_request_duration_seconds[20s]))) > 0";
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            gateway.get("/services");
            assertThat(value(port, classic)).hasSize(nativeHistograms ? 0 : 1);
            assertThat(value(port, exact)).hasSize(nativeHistograms ? 1 : 0);
        });
    }

    private JsonNode value(int port, String query) throws IOException {
        return ask(port, "/api/v1/query?query=" + encoded(query)).get("data").get("result");
    }

    private String targets(int port) throws IOException {
        return StreamSupport.stream(
                        ask(port, "/api/v1/targets")
                                .get("data")
                                .get("activeTargets")
                                .spliterator(),
                        false)
                .filter(target -> target.get("labels").get("job").asText().equals("tocsin"))
                .map(JsonNode::toString)
                .collect(Collectors.joining());
    }

    private JsonNode ask(int port, String path) {
        return json(gateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
