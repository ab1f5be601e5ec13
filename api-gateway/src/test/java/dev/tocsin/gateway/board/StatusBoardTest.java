package dev.tocsin.gateway.board;

import static dev.tocsin.events.CheckStatus.DOWN;
import static dev.tocsin.events.CheckStatus.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Metric;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.TelemetrySample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatusBoardTest {

    private static final long NOON = Instant.parse("2026-01-02T12:00:00Z").toEpochMilli();

    private final MutableClock clock = new MutableClock();
    private final ServiceDefinition shop = definition("shop", 10_000, 1);
    private final StatusBoard board = new StatusBoard(
            clock, () -> List.of(shop), key -> key.equals("shop") ? Optional.of(shop) : Optional.empty());

    private static ServiceDefinition definition(String key, long intervalMs, int quorum) {
        return new ServiceDefinition(
                7,
                key,
                "Shop",
                "http://a.example/",
                intervalMs,
                1_000,
                1_000,
                0.99,
                1,
                quorum,
                2,
                2_000,
                null,
                List.of(),
                1,
                0);
    }

    private static ProbeResult result(long at, CheckStatus status, Double latencyMs, String location) {
        return new ProbeResult(
                "id", "shop", location, "http", at, status, latencyMs, null, 1_000, 10_000, null, null, null, 7, 1);
    }

    private ServiceCard card() {
        return board.card("shop").orElseThrow();
    }

    @Test
    void shouldShowNoDataAndNullsForAServiceThatWasNeverSeen() {
        assertThat(card().label()).isEqualTo("No Data");
        assertThat(card().tier()).isEqualTo("grey");
        assertThat(card().status()).isNull();
        assertThat(card().p95Ms()).isNull();
        assertThat(card().uptimePercent24h()).isNull();
        assertThat(board.summary(shop)).isEmpty();
        assertThat(board.board().counts().noData()).isEqualTo(1);
        assertThat(board.board().counts().issues()).isZero();
    }

    @Test
    void shouldLabelByTheFirstThatApplies() {
        Observed observed = new Observed("shop", "eu");
        for (int i = 0; i < 100; i++) {
            observed.check(NOON - 60_000 + i * 500, OK, 100.0);
        }
        observed.finals(NOON).forEach(board::put);
        board.put(result(NOON - 500, OK, 100.0, "eu"), true);
        assertThat(card().label()).isEqualTo("Healthy");
        assertThat(card().tiers()).containsEntry("avg", "green").containsEntry("error_rate", "green");
        assertThat(card().p95Ms()).isEqualTo(100);

        for (int i = 0; i < 10; i++) {
            observed.check(NOON + i * 100, DOWN, null);
        }
        observed.partials(NOON).forEach(board::put);
        assertThat(card().label()).isEqualTo("High Error");
        assertThat(card().tiers()).containsEntry("error_rate", "red");

        board.put(result(NOON + 1_000, DOWN, null, "eu"), true);
        assertThat(card().label()).isEqualTo("DOWN");
        assertThat(card().tier()).isEqualTo("red");
        assertThat(board.up(shop)).hasValue(false);
    }

    @Test
    void shouldNotCountALocationThatStoppedLooking() {
        board.put(result(NOON - 120_000, DOWN, null, "gone"), true);
        board.put(result(NOON - 1_000, OK, 50.0, "here"), true);

        assertThat(card().status()).isEqualTo(OK);
        assertThat(card().locations())
                .extracting(ServiceCard.Location::status)
                .containsExactly(CheckStatus.UNKNOWN, OK);
    }

    @Test
    void shouldReplaceThePartialByTheFinalRowAndIgnoreOlderOnes() {
        Observed few = new Observed("shop", "eu").check(NOON, OK, 10.0).check(NOON + 1, OK, 10.0);
        Observed all = new Observed("shop", "eu")
                .check(NOON, OK, 10.0)
                .check(NOON + 1, OK, 10.0)
                .check(NOON + 2, OK, 10.0);
        all.partials(NOON).forEach(board::put);
        few.partials(NOON).forEach(board::put);
        assertThat(card().observations()).isEqualTo(3);
        all.finals(NOON + 10_000).forEach(board::put);
        few.finals(NOON + 10_000).forEach(board::put);
        all.partials(NOON).forEach(board::put);
        assertThat(card().observations()).isEqualTo(3);
    }

    @Test
    void shouldSumUpAnewWhenAnotherSliceHasEndedHoweverOftenItWasAsked() {
        Observed checks = new Observed("shop", "eu").check(NOON - 15_000, OK, 100.0);
        clock.now = NOON - 8_000;
        checks.finals(NOON - 10_000).forEach(board::put);
        assertThat(board.summary(shop).orElseThrow().checksCount()).isEqualTo(1);
        assertThat(board.summary(shop)).isEqualTo(board.summary(shop));

        checks.check(NOON - 5_000, OK, 200.0);
        clock.now = NOON + 100;
        checks.finals(NOON).forEach(board::put);
        clock.now = NOON + 1_500;

        Summary summary = board.summary(shop).orElseThrow();
        assertThat(summary.checksCount()).isEqualTo(2);
        assertThat(summary.avgResponseTimeMs()).isEqualTo(150);
        assertThat(summary.windowEnd()).isEqualTo(Instant.ofEpochMilli(NOON));
    }

    @Test
    void shouldSumUpTheDayExactlyAsARecountOfTheRawChecksDoes() {
        Random random = new Random(7);
        List<Observed> locations = List.of(new Observed("shop", "eu"), new Observed("shop", "us"));
        clock.now = NOON + 27 * 60_000 + 35_000;
        for (Observed location : locations) {
            for (long at = clock.now - 26 * 3_600_000; at < clock.now; at += 5_000 + random.nextInt(20_000)) {
                boolean down = random.nextInt(50) == 0;
                location.check(at, down ? DOWN : OK, down ? null : Math.exp(4 + 1.5 * random.nextGaussian()));
            }
            location.finals(clock.now).forEach(board::put);
        }
        clock.now += 2_000;
        board.evict();

        Summary summary = board.summary(shop).orElseThrow();

        assertThat(summary.windowEnd()).isEqualTo(Instant.ofEpochMilli(Resolution.SLICE.floor(clock.now)));
        assertThat(summary.windowStart()).isEqualTo(Instant.ofEpochMilli(NOON - 24 * 3_600_000));
        List<Observed.Check> recounted = locations.stream()
                .flatMap(location -> location.checks().stream())
                .filter(check -> check.at() >= summary.windowStart().toEpochMilli()
                        && check.at() < summary.windowEnd().toEpochMilli())
                .toList();
        assertThat(summary.checksCount()).isEqualTo(recounted.size());
        double satisfied = recounted.stream()
                .filter(check -> check.latencyMs() != null && Math.round(check.latencyMs() * 1_000) <= 1_000_000)
                .count();
        double tolerating = recounted.stream()
                .filter(check -> check.latencyMs() != null
                        && Math.round(check.latencyMs() * 1_000) > 1_000_000
                        && Math.round(check.latencyMs() * 1_000) <= 4_000_000)
                .count();
        assertThat(summary.apdexScore()).isEqualTo((satisfied + tolerating / 2) / recounted.size());
        double failed =
                recounted.stream().filter(check -> check.status() == DOWN).count();
        assertThat(summary.errorRatePercent()).isEqualTo(failed / recounted.size() * 100);
        assertThat(summary.uptimePercent24h()).isCloseTo(100 - summary.errorRatePercent(), within(1e-9));
        double[] sorted = recounted.stream()
                .filter(check -> check.latencyMs() != null)
                .mapToDouble(Observed.Check::latencyMs)
                .sorted()
                .toArray();
        double rank = (sorted.length - 1) * 0.95;
        double p95 = sorted[(int) rank] + (rank - (int) rank) * (sorted[(int) rank + 1] - sorted[(int) rank]);
        assertThat(summary.p95ResponseTimeMs()).isCloseTo(p95, within(p95 * 0.0109));
    }

    @Test
    void shouldTellTheRateOverTheTimeReallyCovered() {
        Observed young = new Observed("shop", "eu");
        for (int i = 0; i < 30; i++) {
            young.check(NOON - 300_000 + i * 10_000, OK, 10.0);
        }
        young.finals(NOON).forEach(board::put);
        clock.now = NOON + 2_000;

        assertThat(board.summary(shop).orElseThrow().requestRateRpm()).isCloseTo(6.0, within(1e-9));
    }

    @Test
    void shouldNotCountTheTimeBeforeTheFirstCheckAsUncovered() {
        Observed young = new Observed("shop", "eu");
        for (long at = NOON - 23_000; at < NOON; at += 1_000) {
            young.check(at, OK, 10.0, 1_000);
        }
        young.finals(NOON).forEach(board::put);
        clock.now = NOON + 2_000;

        Summary summary = board.summary(shop).orElseThrow();

        assertThat(summary.requestRateRpm()).isCloseTo(60.0, within(1e-9));
        assertThat(summary.coveragePercent24h()).isCloseTo(100.0, within(1e-9));
    }

    @Test
    void shouldShowGapsAsNullsNotZeros() {
        new Observed("shop", "eu").check(NOON - 300_000, OK, 10.0).finals(NOON).forEach(board::put);

        TimelineAnswer timeline = board.timeline(shop, Resolution.MINUTE, Optional.empty(), 10, new TreeMap<>());

        assertThat(timeline.points()).hasSize(10);
        assertThat(timeline.points())
                .filteredOn(point -> point.observations() == 1)
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.start()).isEqualTo(Instant.ofEpochMilli(NOON - 300_000));
                    assertThat(point.p50Ms()).isEqualTo(10);
                });
        assertThat(timeline.points())
                .filteredOn(point -> point.observations() == 0)
                .hasSize(9)
                .allSatisfy(point -> assertThat(point.avgMs()).isNull());
    }

    @Test
    void shouldNotCountASliceTwiceWhenItsPartialIsReadAgainAfterARestart() {
        Observed observed = new Observed("shop", "eu").check(NOON - 1_800_000, OK, 10.0);
        List<AggregateRow> partials = observed.partials(NOON - 1_800_000);
        observed.finals(NOON).stream()
                .filter(row -> row.resolution() == Resolution.MINUTE)
                .forEach(board::put);
        partials.forEach(board::put);

        assertThat(board.lastHour("shop").figures().observations()).isEqualTo(1);
    }

    @Test
    void shouldForgetTheSeriesThatWereSilentLongestWhenThereAreTooMany() {
        for (int i = 0; i <= MetricSources.MAX_SERIES; i++) {
            board.put(new TelemetrySample(NOON, "service-" + i, Metric.CPU, 1, Map.of()), true);
        }
        assertThat(board.metricSourceCount()).isEqualTo(MetricSources.MAX_SERIES);
        assertThat(board.metricSources()).extracting(MetricSource::service).doesNotContain("service-0");
    }

    @Test
    void shouldShowChecksAsASourceOfTheServicesName() {
        assertThat(board.metricSources()).isEmpty();
        Observed observed = new Observed("shop", "eu")
                .check(NOON - 30_000, OK, 400.0)
                .check(NOON - 20_000, OK, 800.0)
                .check(NOON - 10_000, DOWN, null)
                .check(NOON - 5_000, DOWN, null);
        observed.partials(0).forEach(board::put);
        board.put(result(NOON - 5_000, DOWN, null, "eu"), true);

        assertThat(board.metricSourceCount()).isEqualTo(1);
        MetricSource source = board.metricSources().get(0);
        assertThat(source.service()).isEqualTo("Shop");
        assertThat(source.status()).isEqualTo("unhealthy");
        assertThat(source.metrics().get("latency").avg()).isEqualTo(600);
        assertThat(source.metrics().get("latency").current()).isNull();
        assertThat(source.metrics().get("latency").count()).isEqualTo(2);
        assertThat(source.metrics().get("error_rate").avg()).isEqualTo(0.5);
        assertThat(source.metrics().get("error_rate").p50()).isEqualTo(0.5);
        assertThat(source.metrics().get("error_rate").current()).isEqualTo(1);
        assertThat(source.metrics().get("error_rate").max()).isEqualTo(1);

        board.put(new TelemetrySample(NOON, "Shop", Metric.LATENCY, 5, Map.of()), true);
        board.put(new TelemetrySample(NOON, "Another", Metric.CPU, 5, Map.of()), true);
        assertThat(board.metricSourceCount()).isEqualTo(2);
        assertThat(board.metricSources()).extracting(MetricSource::service).containsExactly("Another", "Shop");
        MetricSource both = board.metricSources().get(1);
        assertThat(both.metrics().get("latency").current()).isEqualTo(5);
        assertThat(both.metrics()).containsOnlyKeys("error_rate", "latency");
    }

    @Test
    void shouldForgetWhatNoViewReaches() {
        Observed old = new Observed("shop", "eu").check(NOON, OK, 10.0);
        old.finals(NOON + 3_600_000).forEach(board::put);
        board.put(result(NOON, OK, 10.0, "eu"), true);
        clock.now = NOON + 30 * 3_600_000;

        board.evict();

        assertThat(card().locations()).isEmpty();
        assertThat(board.summary(shop)).isEmpty();
    }
}
