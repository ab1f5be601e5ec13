package dev.tocsin.alerting.stage;

import static dev.tocsin.alerting.Alerts.firing;
import static dev.tocsin.events.Severity.CRITICAL;
import static dev.tocsin.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.stage.Verdict.Why;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTest {

    @Test
    void shouldPassEveryRuleButTelemetryToAConfiguredChannel() {
        Route route = new Route(Set.of("slack"), false);

        assertThat(route.judge(Attempts.of(firing("checkout", "slow-p95", WARNING))))
                .isEqualTo(new Verdict.Pass());
        assertThat(route.judge(Attempts.of(firing("checkout", "telemetry-threshold", CRITICAL))))
                .isInstanceOfSatisfying(Verdict.Muted.class, muted -> {
                    assertThat(muted.why()).isEqualTo(Why.NOT_ROUTED);
                    assertThat(muted.reason()).contains("TOCSIN_SLACK_TELEMETRY");
                });
    }

    @Test
    void shouldPassTelemetryWhenAskedTo() {
        Route route = new Route(Set.of("slack"), true);

        assertThat(route.judge(Attempts.of(firing("checkout", "telemetry-threshold", CRITICAL))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void shouldMuteEverythingWhenTheChannelIsNotConfigured() {
        Route route = new Route(Set.of(), true);

        assertThat(route.judge(Attempts.of(firing("checkout", "slow-p95", WARNING))))
                .isEqualTo(new Verdict.Muted(Why.NOT_ROUTED, "no channel configured"));
    }
}
