package dev.tocsin.gateway.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiJsonTest {

    @Test
    void shouldNameTheFieldsOfACardAsTheDashboardReadsThem() {
        ServiceCard card = new ServiceCard(
                7,
                "shop",
                "Shop",
                "http://a.example/",
                CheckStatus.OK,
                "Healthy",
                "green",
                "green",
                List.of("All figures are within their limits."),
                Instant.EPOCH,
                new ServiceCard.Window(Instant.EPOCH, Instant.EPOCH, "1m"),
                1,
                1.5,
                null,
                null,
                null,
                null,
                9.5,
                null,
                null,
                null,
                null,
                99.5,
                null,
                Map.of("avg", "green"),
                List.of(new ServiceCard.Location("eu", CheckStatus.OK, 1.5, Instant.EPOCH, null)),
                0,
                List.of());

        assertThat(ApiJson.write(card))
                .isEqualTo(
                        "{\"id\":7,\"key\":\"shop\",\"name\":\"Shop\",\"url\":\"http://a.example/\",\"status\":\"ok\","
                                + "\"label\":\"Healthy\",\"tier\":\"green\",\"state\":\"green\","
                                + "\"reasons\":[\"All figures are within their limits.\"],\"updated_at\":\"1970-01-01T00:00:00Z\","
                                + "\"window\":{\"from\":\"1970-01-01T00:00:00Z\",\"to\":\"1970-01-01T00:00:00Z\",\"span\":\"1m\"},"
                                + "\"observations\":1,\"avg_ms\":1.5,\"p50_ms\":null,\"p90_ms\":null,\"p95_ms\":null,"
                                + "\"p99_ms\":null,\"p99_9_ms\":9.5,"
                                + "\"apdex\":null,\"error_rate_percent\":null,\"request_rate_rpm\":null,\"throughput_rps\":null,"
                                + "\"uptime_percent_24h\":99.5,\"coverage_percent_24h\":null,\"tiers\":{\"avg\":\"green\"},"
                                + "\"locations\":[{\"location\":\"eu\",\"status\":\"ok\",\"latency_ms\":1.5,"
                                + "\"at\":\"1970-01-01T00:00:00Z\",\"error\":null}],\"firing\":0,\"depends_on\":[]}");
    }

    @Test
    void shouldWriteNullForWhatIsNoNumber() {
        assertThat(ApiJson.known(Double.NaN)).isNull();
        assertThat(ApiJson.known(Double.POSITIVE_INFINITY)).isNull();
        assertThat(ApiJson.known(0)).isZero();
    }
}
