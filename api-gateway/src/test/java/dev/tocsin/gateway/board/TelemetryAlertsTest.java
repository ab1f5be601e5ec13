package dev.tocsin.gateway.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Severity;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.health.incident.IncidentId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryAlertsTest {

    private final TelemetryAlerts alerts = new TelemetryAlerts();

    private static TelemetrySample sample(long at, Metric metric, double value) {
        return new TelemetrySample(at, "api", metric, value, Map.of());
    }

    @Test
    void shouldNameTheIncidentAsTheJobWill() {
        TelemetryAlert alert =
                alerts.foresee(sample(1_000, Metric.LATENCY, 1_210.5)).orElseThrow();

        assertThat(alert.id())
                .isEqualTo(IncidentId.of("service/api/telemetry-threshold/latency", 1_000)
                        .toString());
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.threshold()).isEqualTo(1_000);
        assertThat(alert.message()).isEqualTo("latency threshold exceeded for api");
        assertThat(alerts.follow(sample(1_000, Metric.LATENCY, 1_210.5))).hasValue(alert);
    }

    @Test
    void shouldKeepOneEntryUntilTheIncidentEndsAndOpenAnotherAfterwards() {
        String first =
                alerts.follow(sample(1_000, Metric.CPU, 90)).orElseThrow().id();
        assertThat(alerts.follow(sample(2_000, Metric.CPU, 99)).orElseThrow().id())
                .isEqualTo(first);
        assertThat(alerts.newest(100)).hasSize(1);
        assertThat(alerts.newest(100).get(0).value()).isEqualTo(99);

        for (int i = 0; i < 3; i++) {
            assertThat(alerts.follow(sample(13_000 + i, Metric.CPU, 50))).isEmpty();
        }

        assertThat(alerts.follow(sample(14_000, Metric.CPU, 90)).orElseThrow().id())
                .isNotEqualTo(first);
        assertThat(alerts.newest(100)).hasSize(2);
    }

    @Test
    void shouldNotLetAnEarlierIncidentReplaceTheOpenOneWhenItIsReadAgain() {
        String open = alerts.follow(sample(5_000, Metric.CPU, 90)).orElseThrow().id();

        alerts.follow(transition(1, AlertTransition.State.FIRING, 1_000));
        alerts.follow(transition(2, AlertTransition.State.RESOLVED, 1_000));

        assertThat(alerts.foresee(sample(6_000, Metric.CPU, 91)).orElseThrow().id())
                .isEqualTo(open);
    }

    private static AlertTransition transition(int sequence, AlertTransition.State state, long openedAt) {
        return new AlertTransition(
                "5a1d0000-0000-5000-8000-000000000001",
                sequence,
                "service/api/telemetry-threshold/cpu",
                5,
                "telemetry-threshold",
                Entity.service("api"),
                "api",
                Severity.WARNING,
                state,
                "cpu",
                "because",
                List.of(),
                openedAt,
                openedAt + sequence,
                1);
    }

    @Test
    void shouldSayThatThroughputFellBelow() {
        TelemetryAlert alert = alerts.foresee(sample(1, Metric.THROUGHPUT, 49)).orElseThrow();
        assertThat(alert.message()).isEqualTo("throughput fell below its threshold for api");
        assertThat(alerts.foresee(sample(1, Metric.THROUGHPUT, 100))).isEmpty();
    }

    @Test
    void shouldKeepTheLastHundred() {
        for (int i = 0; i < 150; i++) {
            alerts.foresee(new TelemetrySample(i, "service-" + i, Metric.CPU, 99, Map.of()));
        }
        assertThat(alerts.newest(1_000)).hasSize(TelemetryAlerts.KEPT);
        assertThat(alerts.newest(2)).extracting(TelemetryAlert::service).containsExactly("service-148", "service-149");
        assertThat(alerts.newest(0)).isEmpty();
    }
}
