package dev.tocsin.gateway.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ServiceDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    private static final ServiceDefinition SHOP = ServiceDefinition.defaults("shop");

    private final Exposition exposition = new Exposition();
    private final CheckMetrics checks = new CheckMetrics(
            exposition.registry(),
            key -> key.equals("shop") ? Optional.of(SHOP) : Optional.empty(),
            () -> List.of(SHOP),
            service -> Optional.of(true));

    private static ProbeResult result(String service, CheckStatus status, Double latencyMs) {
        return new ProbeResult(
                "id", service, "eu", "http", 0, status, latencyMs, null, 1_000, 0, null, null, null, 7, 1);
    }

    private String text() {
        return new String(exposition.write(Format.TEXT), StandardCharsets.UTF_8);
    }

    @Test
    void shouldCountChecksByStatusAndTimeOnlyThoseWithAResponse() {
        checks.count(result("shop", CheckStatus.OK, 60.0));
        checks.count(result("shop", CheckStatus.DOWN, null));
        checks.count(result("unregistered", CheckStatus.OK, 1.0));

        assertThat(text())
                .contains("health_checks_total{service=\"shop\",status=\"ok\"} 1.0")
                .contains("health_checks_total{service=\"shop\",status=\"down\"} 1.0")
                .contains("health_check_response_time_seconds_bucket{service=\"shop\",le=\"0.05\"} 0")
                .contains("health_check_response_time_seconds_bucket{service=\"shop\",le=\"0.075\"} 1")
                .contains("health_check_response_time_seconds_count{service=\"shop\"} 1")
                .contains("health_check_up{service=\"shop\"} 1.0")
                .doesNotContain("unregistered");
    }

    @Test
    void shouldEndTheSeriesOfADeletedService() {
        checks.count(result("shop", CheckStatus.OK, 60.0));
        checks.forget("shop");
        assertThat(text()).doesNotContain("health_checks_total{service=\"shop\"");
    }
}
