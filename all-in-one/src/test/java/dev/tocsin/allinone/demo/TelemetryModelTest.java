package dev.tocsin.allinone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Metric;
import dev.tocsin.health.rules.TelemetryThresholds;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TelemetryModelTest {

    private static final int DAY = 1_440;

    @Test
    void shouldGiveOneSampleOfEachOfFiveMetricsForEachOfFiveServices() {
        List<TelemetryModel.Reading> tick = new TelemetryModel(1, true).tick(0);

        assertThat(tick).hasSize(25);
        assertThat(tick.stream().map(TelemetryModel.Reading::service).distinct())
                .containsExactly("auth", "api", "database", "cache", "queue");
        assertThat(tick.stream().map(TelemetryModel.Reading::metric).distinct())
                .containsExactly(Metric.LATENCY, Metric.THROUGHPUT, Metric.ERROR_RATE, Metric.CPU, Metric.MEMORY);
    }

    @Test
    void shouldNeverCrossAnAlertLimitWhenQuiet() {
        assertThat(ofADay(true)).noneMatch(TelemetryModelTest::alerts);
    }

    @Test
    void shouldCrossLimitsLikeTheOriginalWhenNotQuiet() {
        long alerts = ofADay(false).filter(TelemetryModelTest::alerts).count();

        // The original alerts on about 9 % of its samples.
        assertThat(alerts / (25.0 * DAY)).isBetween(0.06, 0.12);
    }

    @Test
    void shouldMoveAroundTheBaseOfEachService() {
        double mean = ofADay(false)
                .filter(reading -> reading.service().equals("api") && reading.metric() == Metric.THROUGHPUT)
                .mapToDouble(TelemetryModel.Reading::value)
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(4_800.0, 5_300.0);
    }

    @Test
    void shouldTagWhereASampleCameFrom() {
        List<TelemetryModel.Reading> tick = new TelemetryModel(1, true).tick(0);

        assertThat(tick.get(0).tags()).containsOnlyKeys("endpoint", "region", "status_code");
        assertThat(tick.get(1).tags()).containsOnlyKeys("region");
        assertThat(tick.get(3).tags().get("host").toString()).matches("auth-[123]");
    }

    @Test
    void shouldRepeatItselfForTheSameSeedOnly() {
        assertThat(new TelemetryModel(7, true).tick(3)).isEqualTo(new TelemetryModel(7, true).tick(3));
        assertThat(new TelemetryModel(8, true).tick(3)).isNotEqualTo(new TelemetryModel(7, true).tick(3));
    }

    private static Stream<TelemetryModel.Reading> ofADay(boolean quiet) {
        TelemetryModel model = new TelemetryModel(42, quiet);
        return LongStream.range(0, DAY).boxed().flatMap(n -> model.tick(n).stream());
    }

    private static boolean alerts(TelemetryModel.Reading reading) {
        return TelemetryThresholds.crossing(reading.metric(), reading.value()).isPresent();
    }
}
