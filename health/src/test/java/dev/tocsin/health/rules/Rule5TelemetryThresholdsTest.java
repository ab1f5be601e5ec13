package dev.tocsin.health.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Severity;
import dev.tocsin.health.incident.Judgement;
import dev.tocsin.health.rules.TelemetryThresholds.Crossing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class Rule5TelemetryThresholdsTest {

    @ParameterizedTest
    @CsvSource({
        "LATENCY, 500, , ",
        "LATENCY, 500.001, WARNING, 500",
        "LATENCY, 1000, WARNING, 500",
        "LATENCY, 1000.001, CRITICAL, 1000",
        "ERROR_RATE, 0.05, , ",
        "ERROR_RATE, 0.0501, WARNING, 0.05",
        "ERROR_RATE, 0.1, WARNING, 0.05",
        "ERROR_RATE, 0.1001, CRITICAL, 0.1",
        "THROUGHPUT, 100, , ",
        "THROUGHPUT, 99.999, WARNING, 100",
        "THROUGHPUT, 50, WARNING, 100",
        "THROUGHPUT, 49.999, CRITICAL, 50",
        "THROUGHPUT, 0, CRITICAL, 50",
        "THROUGHPUT, 1000000, , ",
        "CPU, 80, , ",
        "CPU, 80.001, WARNING, 80",
        "CPU, 95, WARNING, 80",
        "CPU, 95.001, CRITICAL, 95",
        "MEMORY, 80, , ",
        "MEMORY, 80.001, WARNING, 80",
        "MEMORY, 95, WARNING, 80",
        "MEMORY, 95.001, CRITICAL, 95",
        "LATENCY, 0, , "
    })
    void shouldCompareStrictlyAndWithTheCriticalLimitFirst(
            Metric metric, double value, Severity severity, Double limit) {
        var crossing = TelemetryThresholds.crossing(metric, value);

        if (severity == null) {
            assertThat(crossing).isEmpty();
        } else {
            assertThat(crossing).contains(new Crossing(metric, severity, limit, metric == Metric.THROUGHPUT));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SWAP", "GPU_UTILIZATION", "GPU_TEMPERATURE", "GPU_MEMORY"})
    void shouldHaveNoLimitForOtherMetrics(Metric metric) {
        assertThat(TelemetryThresholds.crossing(metric, 1e9)).isEmpty();
        assertThat(TelemetryThresholds.crossing(metric, 0)).isEmpty();
    }

    @Test
    void shouldSayWhichLimitWasExceeded() {
        Judgement judgement = TelemetryThresholds.judge(Metric.LATENCY, 1_210.5);

        assertThat(judgement).isInstanceOfSatisfying(Judgement.Bad.class, bad -> {
            assertThat(bad.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(bad.summary()).isEqualTo("latency threshold exceeded");
            assertThat(bad.reason())
                    .isEqualTo("The service reported latency 1211ms, which exceeds the critical limit of 1000ms.");
            assertThat(bad.evidence()).containsExactly(new Evidence("latency", 1_210.5, 1_000, "ms", "sample", 1));
        });
    }

    @Test
    void shouldSayThatAThroughputFellBelow() {
        Judgement judgement = TelemetryThresholds.judge(Metric.THROUGHPUT, 99.5);

        assertThat(((Judgement.Bad) judgement).summary()).isEqualTo("throughput threshold undershot");
        assertThat(judgement.reason())
                .isEqualTo("The service reported throughput 99.5/s, which fell below the warning limit of 100/s.");
    }

    @Test
    void shouldSayThatItIsBack() {
        assertThat(TelemetryThresholds.judge(Metric.CPU, 12).reason()).isEqualTo("cpu is back within its limits.");
    }
}
