package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Json;
import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Topics;
import dev.tocsin.events.service.Settings;
import dev.tocsin.gateway.board.Observed;
import dev.tocsin.testkit.FaultProxy;
import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.PostgresExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Questions, and their answers recounted from the single checks: by a gateway that has the last day in memory, and by one
 * that reads everything from Postgres. Longer than most files: the history is shared.
 */
class QueryIT {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final long NOW = System.currentTimeMillis();
    private static final Map<String, Observed> HISTORY = history();
    private static RunningGateway fromMemory;
    private static RunningGateway fromPostgres;
    private static FaultProxy toPostgres;

    /** By service and location; ends some minutes ago, at a moment that is on no grid. */
    private static Map<String, Observed> history() {
        Map<String, Observed> history = new TreeMap<>();
        Random random = new Random(7);
        for (String series : List.of("shop/eu", "shop/us", "cart/eu", "store/us")) {
            Observed observed = new Observed(series.split("/")[0], series.split("/")[1]);
            for (long at = NOW - 26 * 3_600_000L; at < NOW - 4_321; at += 9_000 + random.nextInt(9_000)) {
                CheckStatus status = random.nextInt(10) > 0
                        ? CheckStatus.OK
                        : CheckStatus.values()[random.nextInt(CheckStatus.values().length)];
                boolean answered = status != CheckStatus.DOWN && status != CheckStatus.UNKNOWN;
                double latency = Math.rint(Math.exp(4 + 1.5 * random.nextGaussian()) * 1_000) / 1_000;
                observed.check(at, status, answered ? latency : null);
            }
            history.put(series, observed);
        }
        return history;
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        toPostgres = FaultProxy.before(postgres.port());
        Path file = Files.writeString(folder.resolve("tocsin.yml"), """
                services:
                  - {name: Shop, url: "http://a.example", group: front}
                  - {name: Cart, url: "http://a.example", group: front}
                  - {name: Store, url: "http://a.example", group: back}
                """);
        Map<String, String> environment =
                RunningGateway.environment(kafka.bootstrapServers(), postgres, file, Duration.ofSeconds(20));
        environment.put("TOCSIN_QUERY_MEMORY_MB", "0");
        fromPostgres = RunningGateway.start(GatewayConfig.from(new Settings(environment)));
        for (Observed observed : HISTORY.values()) {
            StoredRows.store(postgres, observed.finals(NOW));
        }
        environment.remove("TOCSIN_QUERY_MEMORY_MB");
        environment.put(
                "TOCSIN_DATABASE_URL", postgres.jdbcUrl().replace(":" + postgres.port(), ":" + toPostgres.port()));
        fromMemory = RunningGateway.start(GatewayConfig.from(new Settings(environment)));
        await().atMost(Duration.ofSeconds(30)).until(() -> reach() <= (NOW - 24 * 3_600_000L) / 1_000.0);
    }

    @AfterAll
    static void stop() {
        fromMemory.close();
        fromPostgres.close();
        toPostgres.close();
    }

    private static double reach() {
        return Double.parseDouble(Stream.of(fromMemory.get("/metrics").body().split("\n"))
                .filter(line -> line.startsWith("tocsin_slice_archive_reach_timestamp_seconds "))
                .findFirst()
                .orElseThrow()
                .split(" ")[1]
                .replace("+Inf", "Infinity"));
    }

    /** One question. */
    record Question(long from, long to, String step, String rest) {

        String body() {
            return "{\"from\": \"" + Instant.ofEpochMilli(from) + "\", \"to\": \"" + Instant.ofEpochMilli(to)
                    + "\", \"step\": \"" + step + "\", \"percentiles\": [0, 37.5, 95, 99.9, 100]" + rest + "}";
        }
    }

    private static final String OURS = ", \"services\": [\"shop\", \"cart\", \"store\"]";

    static Stream<Question> questions() {
        Random random = new Random(11);
        List<Question> questions = new ArrayList<>();
        String[] choices = {
            ", \"services\": [\"shop\"], \"group_by\": [\"location\"]",
            ", \"services\": [\"Shop\", \"cart\"]",
            ", \"groups\": [\"front\"], \"group_by\": []",
            ", \"services\": [\"shop\", \"cart\", \"store\"], \"group_by\": [\"group\"], \"gaps\": \"omit\"",
            ", \"services\": [\"shop\", \"cart\", \"store\"], \"locations\": [\"us\"], \"group_by\": [\"service\", \"location\", \"group\"]",
            ", \"sources\": [\"probe\"], \"metric_types\": [\"error_rate\"], \"groups\": [\"back\", \"front\"]"
        };
        for (String step : List.of("10s", "90s", "1m", "5m", "1h", "3h", "1d", "all")) {
            for (String rest : choices) {
                long span = step.equals("10s") ? 2 * 3_600_000 : 23 * 3_600_000L;
                long from = NOW - 23 * 3_600_000L + random.nextInt(3_600_000);
                questions.add(new Question(from, Math.min(NOW, from + random.nextLong(span)), step, rest));
            }
        }
        questions.add(new Question(NOW - 600_000, NOW, "1m", OURS));
        questions.add(new Question(NOW - 7_200_000, NOW, "1h", OURS));
        questions.add(new Question(NOW - 7_200_000, NOW, "all", OURS));
        return questions.stream();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void shouldAgreeWithARecountOfTheChecks(Question question) {
        JsonNode answer = answer(fromMemory, question.body());
        assertThat(answer(fromPostgres, question.body()).get("data")).isEqualTo(answer.get("data"));
        Instant from = Instant.parse(answer.get("from").asText());
        Instant to = Instant.parse(answer.get("to").asText());
        assertThat(from.toEpochMilli()).isLessThanOrEqualTo(question.from());
        long step = answer.get("step_seconds").asLong() * 1_000;
        long told = 0;
        assertThat(answer.get("data").size()).isPositive();
        for (JsonNode row : answer.get("data")) {
            long start = Instant.parse(row.get("timestamp").asText()).toEpochMilli();
            List<Double> values = values(row, question, start, Math.min(start + step, to.toEpochMilli()));
            told += values.size();
            assertRow(row, values);
        }
        long all = 0;
        for (JsonNode line : answer.get("coverage")) {
            all += line.get("count").asLong();
        }
        assertThat(told).isEqualTo(all).isPositive();
    }

    private static JsonNode answer(RunningGateway gateway, String body) {
        var answer = gateway.post("/metrics/query", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static final Map<String, String> GROUPS = Map.of("shop", "front", "cart", "front", "store", "back");

    /** The values of the checks that a row is about, in ascending order. */
    private static List<Double> values(JsonNode row, Question question, long from, long to) {
        JsonNode asked = json(question.body());
        return HISTORY.entrySet().stream()
                .filter(series -> {
                    String service = series.getKey().split("/")[0];
                    String location = series.getKey().split("/")[1];
                    return agrees(row, "service", service)
                            && agrees(row, "location", location)
                            && agrees(row, "group", GROUPS.get(service))
                            && isAsked(asked, "services", service)
                            && isAsked(asked, "groups", GROUPS.get(service))
                            && isAsked(asked, "locations", location);
                })
                .flatMap(series -> series.getValue().checks().stream())
                .filter(check -> check.at() >= from && check.at() < to)
                .flatMap(check -> {
                    if (row.get("metric_type").asText().equals("latency")) {
                        return Stream.ofNullable(check.latencyMs());
                    }
                    return check.status() == CheckStatus.UNKNOWN
                            ? Stream.empty()
                            : Stream.of(check.status().failed() ? 1.0 : 0.0);
                })
                .sorted()
                .collect(Collectors.toList());
    }

    private static boolean agrees(JsonNode row, String label, String value) {
        return !row.has(label) || row.get(label).asText().equalsIgnoreCase(value);
    }

    private static boolean isAsked(JsonNode asked, String field, String value) {
        boolean any = !asked.has(field);
        for (JsonNode name : asked.path(field)) {
            any |= name.asText().equalsIgnoreCase(value);
        }
        return any;
    }

    private static void assertRow(JsonNode row, List<Double> values) {
        assertThat(row.get("count").asInt()).as(row.toString()).isEqualTo(values.size());
        if (values.isEmpty()) {
            for (String field : List.of("p0", "p37_5", "p95", "p99_9", "p100", "min", "max", "avg")) {
                assertThat(row.get(field).isNull()).as(row.toString()).isTrue();
            }
            return;
        }
        assertThat(row.get("min").asDouble()).isEqualTo(values.get(0));
        assertThat(row.get("max").asDouble()).isEqualTo(values.get(values.size() - 1));
        double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
        assertThat(row.get("avg").asDouble()).isCloseTo(mean, within(1e-6));
        for (double percent : new double[] {0, 37.5, 95, 99.9, 100}) {
            double rank = (values.size() - 1) * percent / 100;
            int below = (int) rank;
            double low = values.get(below);
            double high = values.get(Math.min(below + 1, values.size() - 1));
            double exact = low + (rank - below) * (high - low);
            String field = "p"
                    + (percent == Math.rint(percent)
                            ? (int) percent
                            : String.valueOf(percent).replace('.', '_'));
            boolean sketched =
                    values.size() > 64 && row.get("metric_type").asText().equals("latency");
            assertThat(row.get(field).asDouble())
                    .as(row + " " + field)
                    .isCloseTo(exact, within(sketched ? exact * 0.0109 : 1e-6));
        }
    }

    @Test
    void shouldTellOpenSlicesAtOnceAndNotTwiceWhenTheyClose() {
        long slice = System.currentTimeMillis() / 10_000 * 10_000;
        Observed api = new Observed(SeriesKey.telemetry("open-api", Metric.LATENCY));
        for (int i = 0; i < 20; i++) {
            api.check(slice, CheckStatus.OK, 50.0 + 5 * i, 0);
        }
        String question = "{\"start_time\": \"" + Instant.ofEpochMilli(slice) + "\", \"end_time\": \""
                + Instant.ofEpochMilli(slice) + "\", \"services\": [\"open-api\"], \"aggregation\": \"1m\"}";

        publish(api.partials(slice));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(answer(fromMemory, question).get("data")).hasSize(1));
        JsonNode open = answer(fromMemory, question).get("data").get(0);
        api.check(slice, CheckStatus.OK, 150.0, 0);
        publish(api.finals(slice + 10_000));
        publish(api.partials(slice));
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(answer(fromMemory, question)
                        .get("data")
                        .get(0)
                        .get("count")
                        .asInt())
                .isEqualTo(21));

        assertThat(open.get("timestamp").asText())
                .isEqualTo(Instant.ofEpochMilli(slice / 60_000 * 60_000).toString());
        assertThat(open.get("p50").asDouble()).isEqualTo(97.5);
        assertThat(open.get("p95").asDouble()).isEqualTo(140.25);
        assertThat(open.get("p99").asDouble()).isEqualTo(144.05);
        assertThat(open.get("min").asDouble()).isEqualTo(50);
        assertThat(open.get("max").asDouble()).isEqualTo(145);
        assertThat(open.get("avg").asDouble()).isEqualTo(97.5);
        assertThat(open.get("count").asInt()).isEqualTo(20);
    }

    private static void publish(List<AggregateRow> rows) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Topics.producerSettings(kafka.bootstrapServers(), "test"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (AggregateRow row : rows) {
                byte[] key = row.series().entity().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(Topics.AGGREGATES, key, Json.encode(row)));
            }
        }
    }

    @Test
    void shouldSayWhichLimitItHitWhenMoreIsAskedThanThereIs() {
        JsonNode old = answer(
                fromPostgres, new Question(NOW - 30 * 3_600_000L, NOW, "10s", ", \"services\": [\"shop\"]").body());
        assertThat(old.get("limits").get(0).get("limit").asText()).isEqualTo("retention");
        assertThat(old.get("truncated").asBoolean()).isFalse();
        assertThat(Instant.parse(old.get("from").asText()))
                .isAfter(Instant.ofEpochMilli(NOW - 24 * 3_600_000L - 10_000));

        JsonNode many = answer(
                fromMemory,
                new Question(
                                NOW - 23 * 3_600_000L,
                                NOW,
                                "10s",
                                ", \"group_by\": [\"service\", \"location\"],"
                                        + " \"sources\": [\"telemetry\", \"probe\"]")
                        .body());
        assertThat(many.get("data").size()).isLessThanOrEqualTo(100_000);
        assertThat(many.get("truncated").asBoolean()).isFalse();

        JsonNode never = answer(fromMemory, new Question(NOW, NOW, "10s", ", \"services\": [\"nobody\"]").body());
        assertThat(never.get("data")).isEmpty();
    }

    @Test
    void shouldSayThatItTookTooLongWhenPostgresIsStuck() throws Exception {
        try (Connection connection = postgres.connect();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("LOCK TABLE aggregates, telemetry, checks IN ACCESS EXCLUSIVE MODE");

            JsonNode points = answer(fromPostgres, new Question(NOW - 7_200_000, NOW, "1h", OURS).body());
            JsonNode rows = answer(fromPostgres, "{\"from\": 1, \"to\": 2}");

            assertThat(points.get("limits").findValuesAsText("limit")).containsExactly("timeout");
            assertThat(points.get("truncated").asBoolean()).isTrue();
            assertThat(points.get("to")).isEqualTo(points.get("from"));
            assertThat(rows.get("limits").findValuesAsText("limit")).containsExactly("timeout");
        }
    }

    @Test
    void shouldAnswerFromMemoryAndSaySoWhenPostgresIsAway() throws Exception {
        String recent = new Question(NOW - 3_600_000, NOW, "10s", ", \"services\": [\"shop\"]").body();
        String minutes = new Question(NOW - 3_600_000, NOW, "1m", ", \"services\": [\"shop\"]").body();
        JsonNode before = answer(fromMemory, minutes);
        toPostgres.refuse();
        try {
            assertThat(answer(fromMemory, recent).get("stale").asBoolean()).isFalse();
            JsonNode stale = answer(fromMemory, minutes);
            assertThat(stale.get("stale").asBoolean()).isTrue();
            assertThat(stale.get("data")).isEqualTo(before.get("data"));
            var old = fromMemory.post(
                    "/metrics/query", new Question(NOW - 5 * 86_400_000L, NOW - 4 * 86_400_000L, "1h", "").body());
            assertThat(old.statusCode()).isEqualTo(503);
            assertThat(old.headers().firstValue("Retry-After")).isPresent();
        } finally {
            toPostgres.restore();
        }
    }
}
