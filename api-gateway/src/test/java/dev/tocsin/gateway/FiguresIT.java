package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.gateway.board.Observed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The figures that clients read, from what the recording job stored. */
class FiguresIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    private static final long HOUR = Resolution.HOUR.millis();

    private static JsonNode create(String name) {
        return json(gateway.post(
                "/services", "{\"name\": \"" + name + "\", \"url\": \"http://a.example\", \"interval_seconds\": 60}"));
    }

    private static Observed readings(Metric metric, String part, long from, long until) {
        Observed observed = new Observed(new SeriesKey(EntityKind.HOST, "web-1", Source.HOST, metric, part));
        int number = 0;
        for (long at = from; at < until; at += 10_000) {
            observed.check(at, CheckStatus.OK, (double) (number++ % 100));
        }
        return observed;
    }

    @Test
    void shouldTellBudgetAndBurnOfThreeDaysAfterARestart() throws SQLException {
        JsonNode service = create("Promising");
        long now = System.currentTimeMillis();
        for (String location : List.of("eu", "us")) {
            Observed observed = new Observed("promising", location);
            for (long at = now - 80 * HOUR; at < now; at += 60_000) {
                // A bad stretch of ten hours, two and a half days ago.
                boolean down = at > now - 60 * HOUR && at < now - 50 * HOUR;
                observed.check(at, down ? CheckStatus.DOWN : CheckStatus.OK, down ? null : 20.0, 60_000);
            }
            StoredRows.store(gateway.postgres(), observed.finals(now));
        }
        gateway.restart();

        JsonNode health = json(gateway.get("/services/" + service.get("id") + "/health"));

        JsonNode slo = health.get("slo");
        assertThat(slo.get("objective_percent").asDouble()).isEqualTo(99);
        assertThat(slo.get("history_known").asBoolean()).isTrue();
        JsonNode day = slo.get("burn_rates").get(5);
        assertThat(day.get("window").asText()).isEqualTo("1d");
        assertThat(day.get("rate").asDouble()).isZero();
        JsonNode threeDays = slo.get("burn_rates").get(6);
        assertThat(threeDays.get("window").asText()).isEqualTo("3d");
        assertThat(threeDays.get("failed").asLong()).isBetween(2 * 599L, 2 * 600L);
        assertThat(threeDays.get("rate").asDouble())
                .isCloseTo(
                        threeDays.get("failed").asDouble()
                                / threeDays.get("known").asDouble()
                                * 100,
                        within(1e-9));
        assertThat(threeDays.get("rate").asDouble()).isCloseTo(13.8, within(0.3));
        // Both locations looked throughout, which covers the time once.
        assertThat(threeDays.get("coverage_percent").asDouble()).isEqualTo(100, within(2.0));
        JsonNode budget = slo.get("error_budget");
        assertThat(budget.get("known").asLong()).isBetween(2 * 4_790L, 2 * 4_800L);
        assertThat(budget.get("left_percent").asDouble())
                .isCloseTo(
                        100
                                - 100
                                        * budget.get("failed").asDouble()
                                        / (budget.get("known").asDouble() / 100),
                        within(1e-6));
        assertThat(budget.get("coverage_percent").asDouble()).isCloseTo(80 / 7.2, within(0.2));
        assertThat(health.get("views")
                        .get("24h")
                        .get("figures")
                        .get("uptime")
                        .get("up_percent")
                        .asDouble())
                .isEqualTo(100, within(0.2));
        assertThat(health.get("views").get("1h").get("locations")).hasSize(2);
    }

    @Test
    void shouldTellOneViewAndOneLocationWhenAskedAndRefuseWhatThereIsNot() throws SQLException {
        JsonNode service = create("Picky");
        long now = System.currentTimeMillis();
        Observed observed = new Observed("picky", "eu").check(now - 90_000, CheckStatus.OK, 5.0);
        StoredRows.store(gateway.postgres(), observed.finals(now));
        gateway.restart();
        String path = "/services/" + service.get("id") + "/health";

        JsonNode health = json(gateway.get(path + "?window=5m&location=eu"));
        assertThat(health.get("views")).hasSize(1);
        assertThat(health.get("judged_by").asText()).isEqualTo("5m");
        assertThat(health.get("views").get("5m").get("figures").get("p99_9_ms").asDouble())
                .isEqualTo(5);
        JsonNode timeline = json(gateway.get("/services/" + service.get("id") + "/timeline?minutes=5&location=us"));
        assertThat(timeline.get("points")).isNotEmpty().allSatisfy(point -> assertThat(
                        point.get("observations").asLong())
                .isZero());

        assertThat(gateway.get(path + "?location=mars").statusCode()).isEqualTo(404);
        assertThat(gateway.get(path + "?window=2h").statusCode()).isEqualTo(422);
        assertThat(gateway.get("/services/424242/health").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTellWhatMemoryHoldsWhenPostgresFails() throws SQLException {
        JsonNode service = create("Alone");
        long now = System.currentTimeMillis();
        Observed observed = new Observed("alone", "eu").check(now - 90_000, CheckStatus.OK, 5.0);
        StoredRows.store(gateway.postgres(), observed.finals(now));
        gateway.restart();
        rename("aggregates", "out_of_reach");
        try {
            JsonNode health = json(gateway.get("/services/" + service.get("id") + "/health"));

            assertThat(health.get("views")
                            .get("24h")
                            .get("figures")
                            .get("avg_ms")
                            .asDouble())
                    .isEqualTo(5);
            assertThat(health.get("slo").get("history_known").asBoolean()).isFalse();
            assertThat(health.get("slo").get("error_budget").get("left_percent").isNull())
                    .isTrue();
            assertThat(health.get("slo").get("burn_rates").get(5).get("rate").asDouble())
                    .isZero();
            assertThat(health.get("slo").get("burn_rates").get(6).get("rate").isNull())
                    .isTrue();
            assertThat(gateway.get("/figures/hosts/web-1").statusCode()).isEqualTo(500);
        } finally {
            rename("out_of_reach", "aggregates");
        }
    }

    private static void rename(String table, String other) throws SQLException {
        try (Connection connection = gateway.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + table + " RENAME TO " + other);
        }
    }

    @Test
    void shouldTellAMachinesSeriesInTheirUnitsAndNothingThatDoesNotApply() throws SQLException {
        long now = System.currentTimeMillis();
        for (String part : List.of("", "core-0", "core-10", "core-2")) {
            StoredRows.store(
                    gateway.postgres(),
                    readings(Metric.CPU, part, now - 30 * HOUR, now).finals(now));
        }
        StoredRows.store(
                gateway.postgres(),
                readings(Metric.GPU_TEMPERATURE, "gpu-0", now - HOUR / 2, now).finals(now));

        JsonNode answer = json(gateway.get("/figures/hosts/web-1"));

        assertThat(answer.get("series"))
                .extracting(series -> series.get("metric").asText() + " "
                        + series.get("part").asText() + " " + series.get("unit").asText())
                .containsExactly("cpu  %", "cpu core-0 %", "cpu core-2 %", "cpu core-10 %", "gpu_temperature gpu-0 °C");
        JsonNode day = answer.get("series").get(0).get("views").get("24h");
        assertThat(day.get("from").asText()).endsWith(":00:00Z");
        assertThat(day.get("observations").asLong()).isBetween(24 * 360L - 1, 25 * 360L + 1);
        assertThat(day.get("p50").asDouble()).isCloseTo(49.5, within(49.5 * 0.02));
        assertThat(day.get("max").asDouble()).isEqualTo(99);
        assertThat(day.get("rate_per_minute").asDouble()).isCloseTo(6, within(0.1));
        assertThat(day.get("coverage_percent").asDouble()).isCloseTo(100, within(0.5));
        assertThat(day.has("apdex") || day.has("uptime")).isFalse();
        JsonNode heat = answer.get("series").get(4).get("views").get("1h");
        assertThat(heat.get("observations").asLong()).isBetween(178L, 181L);
        assertThat(heat.get("rate_per_minute").asDouble()).isCloseTo(6, within(0.3));

        assertThat(json(gateway.get("/figures/hosts/web-1?metric=cpu&part=core-2&window=1m"))
                        .get("series"))
                .singleElement()
                .satisfies(core -> assertThat(core.get("views")).hasSize(1));
        JsonNode points =
                json(gateway.get("/figures/hosts/web-1/timeline?metric=gpu_temperature&part=gpu-0&step=1m&minutes=40"));
        assertThat(points.get("unit").asText()).isEqualTo("°C");
        assertThat(points.get("points")).hasSize(40);
        JsonNode before = points.get("points").get(0);
        assertThat(before.get("observations").asLong()).isZero();
        assertThat(before.get("avg").isNull() && before.get("rate_per_minute").isNull())
                .isTrue();
        JsonNode full = points.get("points").get(30);
        assertThat(full.get("observations").asLong()).isEqualTo(6);
        assertThat(full.get("max").asDouble() - full.get("min").asDouble()).isEqualTo(5);
        assertThat(full.get("coverage_percent").asDouble()).isEqualTo(100);
        assertThat(gateway.get("/figures/hosts/web-1/timeline").statusCode()).isEqualTo(422);

        assertThat(gateway.get("/figures/hosts/nobody").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/figures/telemetry/web-1").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/figures/hosts/web-1?metric=mood").statusCode()).isEqualTo(422);
    }
}
