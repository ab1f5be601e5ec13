package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Entity;
import dev.tocsin.events.HostSample;
import dev.tocsin.events.Json;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import dev.tocsin.gateway.board.Observed;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the jobs wrote to topics and tables, as clients see it. Longer than most files: the written history is shared. */
class HistoryIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    private static Observed someChecks(String service, long until) {
        Observed observed = new Observed(service, "eu-1");
        Random random = new Random(42);
        for (long at = until - 3 * 3_600_000; at < until; at += 10_000) {
            boolean down = random.nextInt(20) == 0;
            double latency = Math.rint(Math.exp(4 + 1.5 * random.nextGaussian()) * 1_000) / 1_000;
            observed.check(at, down ? CheckStatus.DOWN : CheckStatus.OK, down ? null : latency);
        }
        return observed;
    }

    private static void store(String service, List<Observed.Check> checks) throws SQLException {
        try (Connection connection = gateway.postgres().connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO checks (partition, \"offset\", at,"
                        + " service, location, status, latency_ms, apdex_ms) VALUES (3, ?, ?, ?, 'eu-1', ?, ?, ?)")) {
            for (int i = 0; i < checks.size(); i++) {
                Observed.Check check = checks.get(i);
                insert.setLong(1, i);
                insert.setTimestamp(2, Timestamp.from(Instant.ofEpochMilli(check.at())));
                insert.setString(3, service);
                insert.setString(4, check.status().wire());
                insert.setObject(5, check.latencyMs());
                insert.setLong(6, check.apdexMs());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Topics.producerSettings(gateway.kafka().bootstrapServers(), "test"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void publish(String topic, String key, Object record) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), Json.encode(record)));
        }
    }

    private static JsonNode create(String name) {
        return json(gateway.post("/services", "{\"name\": \"" + name + "\", \"url\": \"http://a.example\"}"));
    }

    /** The recount that anybody with the table can make. */
    private static void assertRecounted(JsonNode summary, String service) throws SQLException {
        String recount = "SELECT count(*), count(*) FILTER (WHERE latency_ms <= apdex_ms),"
                + " count(*) FILTER (WHERE latency_ms > apdex_ms AND latency_ms <= 4 * apdex_ms),"
                + " count(*) FILTER (WHERE status IN ('warn', 'error', 'down')), avg(latency_ms),"
                + " percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms),"
                + " percentile_cont(0.99) WITHIN GROUP (ORDER BY latency_ms)"
                + " FROM checks WHERE service = ? AND at >= ?::timestamptz AND at < ?::timestamptz";
        try (Connection connection = gateway.postgres().connect();
                PreparedStatement select = connection.prepareStatement(recount)) {
            select.setString(1, service);
            select.setString(2, summary.get("window_start").asText());
            select.setString(3, summary.get("window_end").asText());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long all = row.getLong(1);
                assertThat(all).isGreaterThan(900);
                assertThat(summary.get("checks_count").asLong()).isEqualTo(all);
                assertThat(summary.get("apdex_score").asDouble())
                        .isEqualTo((row.getLong(2) + row.getLong(3) / 2.0) / all);
                assertThat(summary.get("error_rate_percent").asDouble()).isEqualTo(row.getLong(4) / (double) all * 100);
                assertThat(summary.get("avg_response_time_ms").asDouble()).isCloseTo(row.getDouble(5), within(1e-6));
                assertThat(summary.get("p95_response_time_ms").asDouble())
                        .isCloseTo(row.getDouble(6), within(row.getDouble(6) * 0.0109));
                assertThat(summary.get("p99_response_time_ms").asDouble())
                        .isCloseTo(row.getDouble(7), within(row.getDouble(7) * 0.0109));
            }
        }
    }

    @Test
    void shouldSumUpWhatTheTopicSaysExactlyAsARecountOfTheTableDoes() throws SQLException {
        JsonNode service = create("Recounted");
        long now = System.currentTimeMillis();
        Observed observed = someChecks("recounted", now - 1_000);
        store("recounted", observed.checks());
        long newest = observed.checks().get(observed.checks().size() - 1).at();
        assertThat(gateway.get("/services/" + service.get("id") + "/metrics-summary")
                        .statusCode())
                .isEqualTo(404);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (AggregateRow row : observed.finals(now)) {
                byte[] key = "recounted".getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(Topics.AGGREGATES, key, Json.encode(row)));
            }
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonNode summary = json(gateway.get("/services/" + service.get("id") + "/metrics-summary"));
            assertThat(summary.path("window_end").asText())
                    .isEqualTo(Instant.ofEpochMilli(newest / 10_000 * 10_000 + 10_000)
                            .toString());
            assertRecounted(summary, "recounted");
        });
    }

    @Test
    void shouldForgetNothingWhenItIsRestarted() throws SQLException {
        JsonNode service = create("Kept");
        long now = System.currentTimeMillis();
        Observed observed = someChecks("kept", now - 1_000);
        store("kept", observed.checks());
        StoredRows.store(gateway.postgres(), observed.finals(now));
        gateway.restart();

        JsonNode summary = json(gateway.get("/services/" + service.get("id") + "/metrics-summary"));

        assertRecounted(summary, "kept");
        Observed.Check last = observed.checks().get(observed.checks().size() - 1);
        assertThat(summary.get("last_check_timestamp").asText())
                .isEqualTo(Instant.ofEpochMilli(last.at()).toString());
        JsonNode checks = json(gateway.get("/services/" + service.get("id") + "/checks?limit=2"));
        assertThat(checks).hasSize(2);
        assertThat(checks.get(0).get("id").asLong())
                .isEqualTo((3L << 40) + observed.checks().size() - 1);
        assertThat(checks.get(0).get("timestamp").asText())
                .isGreaterThan(checks.get(1).get("timestamp").asText());
        JsonNode detailed = json(gateway.get("/services/" + service.get("id") + "/checks-detailed?limit=1"));
        assertThat(detailed.get(0).get("latency_p95_ms").asDouble()).isPositive();
        assertThat(detailed.get(0).get("request_rate_rpm").asDouble()).isCloseTo(6, within(0.2));
        JsonNode timeline = json(gateway.get("/services/" + service.get("id") + "/timeline?minutes=180&step=1m"));
        long points = 0;
        for (JsonNode point : timeline.get("points")) {
            points += point.get("observations").asLong();
        }
        assertThat(points).isBetween(1_060L, 1_080L);
    }

    @Test
    void shouldShowAndCountACheckThatWasJustMade() {
        JsonNode service = create("Fresh one");
        publish(
                Topics.PROBE_RESULTS,
                "fresh-one",
                new ProbeResult(
                        "01",
                        "fresh-one",
                        "eu-1",
                        "http",
                        System.currentTimeMillis(),
                        CheckStatus.OK,
                        12.5,
                        200,
                        1_000,
                        1_000,
                        null,
                        null,
                        null,
                        0,
                        0));

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            JsonNode card = json(gateway.get("/board")).get("services").findParents("key").stream()
                    .filter(each -> each.get("id").equals(service.get("id")))
                    .findFirst()
                    .orElseThrow();
            assertThat(card.get("status").asText()).isEqualTo("ok");
            assertThat(card.get("locations").get(0).get("latency_ms").asDouble())
                    .isEqualTo(12.5);
        });
        assertThat(gateway.get("/metrics").body())
                .contains("health_checks_total{service=\"Fresh one\",status=\"ok\"} 1.0")
                .contains("health_check_up{service=\"Fresh one\"} 1.0");
    }

    @Test
    void shouldNotLetAMachineFromTheFutureHideTheTrueOne() {
        publish(Topics.HOST_SAMPLES, "web-1", host(System.currentTimeMillis() + 3_600_000, 99));
        publish(Topics.HOST_SAMPLES, "web-1", host(System.currentTimeMillis(), 11));

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            List<JsonNode> hosts = new ArrayList<>();
            json(gateway.get("/board")).get("hosts").forEach(hosts::add);
            hosts.removeIf(host -> !host.get("host").asText().equals("web-1"));
            assertThat(hosts).hasSize(1);
            assertThat(hosts.get(0).get("cpu_percent").asDouble()).isEqualTo(11);
            assertThat(hosts.get(0).get("swap_percent").isNull()).isTrue();
        });
    }

    private static HostSample host(long at, double cpu) {
        return new HostSample(
                "id",
                "web-1",
                at,
                1_000,
                new HostSample.Cpu(1, 1, 0, 0, 0, cpu, List.of(cpu), 0, 0, 0, 0),
                new HostSample.Memory(8, 4, 4, 4, 50, 0, 0, 0, 0, 0, 0),
                null);
    }

    @Test
    void shouldStartAndShowTheRestWhenOneRowIsNotWhatItShouldBe() throws SQLException {
        JsonNode service = create("Sound");
        try (Connection connection = gateway.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO services (id, key, name, url, interval_ms, timeout_ms, apdex_ms, objective,"
                    + " failures_to_alert, quorum, successes_to_resolve, latency_alert_ms, origin, version, effective_at,"
                    + " created_at, updated_at) VALUES (9999, 'odd', E'a\\u0001b', 'http://a.example/', 1000, 1000, 1000,"
                    + " 0.99, 1, 1, 2, 2000, 'api', 1, now(), now(), now())");
        }

        gateway.restart();

        assertThat(gateway.get("/services").body())
                .contains("\"key\":" + service.get("key"))
                .doesNotContain("\"odd\"");
        assertThat(gateway.delete("/services/9999").statusCode()).isEqualTo(200);
        assertThat(gateway.delete("/services/9999").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldNameTheKindOfWhatAnIncidentIsAbout() {
        publish(
                Topics.ALERTS,
                "f",
                new AlertTransition(
                        "5a1d0000-0000-5000-8000-000000000001",
                        1,
                        "host/web-1/f",
                        3,
                        "multi-signal",
                        Entity.host("web-1"),
                        "web-1",
                        Severity.WARNING,
                        AlertTransition.State.FIRING,
                        "is hot",
                        "because",
                        List.of(),
                        1_000,
                        2_000,
                        1));

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            JsonNode incidents = json(gateway.get("/board")).get("incidents");
            assertThat(incidents).hasSize(1);
            assertThat(incidents.get(0).get("entity")).isEqualTo(json("{\"kind\": \"host\", \"key\": \"web-1\"}"));
        });
    }

    @Test
    void shouldTellSingleSamplesAndWhetherSomeAreMissing() throws SQLException {
        try (Connection connection = gateway.postgres().connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO telemetry (partition, \"offset\", at,"
                                + " service, metric_type, value, tags) VALUES (0, ?, ?::timestamptz, 'api', 'latency', ?,"
                                + " '{\"region\": \"eu\"}')")) {
            for (int i = 0; i < 20; i++) {
                insert.setLong(1, i);
                insert.setString(2, "2026-01-02T03:04:" + (10 + i) + "Z");
                insert.setDouble(3, 50 + 5 * i);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        String range = "\"start_time\": \"2026-01-02T03:00:00Z\", \"end_time\": \"2026-01-02T03:05:00Z\"";

        JsonNode raw = json(gateway.post("/metrics/query", "{" + range + ", \"services\": [\"api\"]}"));
        assertThat(raw.get("data")).hasSize(20);
        assertThat(raw.get("data").get(0).get("value").asDouble()).isEqualTo(145);
        assertThat(raw.get("data").get(0).get("tags").get("region").asText()).isEqualTo("eu");
        assertThat(raw.get("truncated").asBoolean()).isFalse();

        // As the recording job does where it has left samples out.
        try (Connection connection = gateway.postgres().connect();
                Statement update = connection.createStatement()) {
            update.execute("UPDATE telemetry SET left_out = 3 WHERE at = '2026-01-02T03:04:12Z'");
        }
        JsonNode thinned = json(gateway.post("/metrics/query", "{" + range + "}"));
        assertThat(thinned.get("truncated").asBoolean()).isTrue();
        assertThat(thinned.get("limits").findValuesAsText("limit")).containsExactly("retention", "recording");
        assertThat(json(gateway.post("/metrics/query", "{" + range + ", \"services\": [\"other\"]}"))
                        .get("data"))
                .isEmpty();
    }

    @Test
    void shouldTellChecksAsSamplesOfAServiceOfTheSameName() throws SQLException {
        create("Probed Sample");
        long at = System.currentTimeMillis() - 60_000;
        Observed observed = new Observed("probed-sample", "eu-1")
                .check(at, CheckStatus.WARN, 12.5)
                .check(at + 1, CheckStatus.DOWN, null)
                .check(at + 2, CheckStatus.UNKNOWN, null)
                .check(at + 3, CheckStatus.OK, 0.5);
        store("probed-sample", observed.checks());
        String question = "{\"from\": " + at / 1_000.0 + ", \"to\": " + (at + 10) / 1_000.0
                + ", \"services\": [\"Probed Sample\"]";

        JsonNode latencies = json(gateway.post("/metrics/query", question + ", \"metric_types\": [\"latency\"]}"));
        assertThat(latencies.get("data").findValuesAsText("value")).containsExactly("0.5", "12.5");
        JsonNode row = latencies.get("data").get(0);
        assertThat(row.get("service").asText()).isEqualTo("Probed Sample");
        assertThat(row.get("tags")).isEqualTo(json("{\"source\": \"health_check\", \"location\": \"eu-1\"}"));

        JsonNode failures = json(gateway.post("/metrics/query", question + ", \"metric_types\": [\"error_rate\"]}"));
        assertThat(failures.get("data").findValuesAsText("value")).containsExactly("0.0", "1.0", "1.0");
        JsonNode cut = json(gateway.post("/metrics/query", question + ", \"limit\": 1, \"locations\": [\"eu-1\"]}"));
        assertThat(cut.get("data")).hasSize(1);
        assertThat(cut.get("truncated").asBoolean()).isTrue();
        assertThat(cut.get("limits").findValuesAsText("limit")).containsExactly("rows");
        assertThat(json(gateway.post("/metrics/query", question + ", \"locations\": [\"us-1\"]}"))
                        .get("data"))
                .isEmpty();
        assertThat(json(gateway.post("/metrics/query", question + ", \"sources\": [\"telemetry\"]}"))
                        .get("data"))
                .isEmpty();
    }
}
