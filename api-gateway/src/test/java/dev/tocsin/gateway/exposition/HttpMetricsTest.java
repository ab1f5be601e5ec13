package dev.tocsin.gateway.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.gateway.board.MutableClock;
import dev.tocsin.gateway.exposition.HttpMetrics.Exchange;
import dev.tocsin.gateway.self.RequestWindows;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpMetricsTest {

    private final MutableClock clock = new MutableClock();
    private final Exposition exposition = new Exposition();
    private final HttpMetrics metrics = new HttpMetrics(exposition.registry(), new RequestWindows(clock));

    private String text() {
        return new String(exposition.write(Format.TEXT), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Exchange exchange(int status, double seconds, String failure) {
        return new Exchange("GET", "/x/{id}", "x", status, seconds, -1, 10, failure);
    }

    @Test
    void shouldCountEachRequestOnceInEveryFamily() {
        metrics.count(exchange(200, 0.5, null));
        metrics.rateLimitHit("/x/{id}");
        metrics.count(exchange(429, 1.5, null));
        metrics.count(exchange(500, 0.5, "NullPointerException"));

        assertThat(text())
                .contains(
                        "http_requests_total{endpoint=\"/x/{id}\",handler=\"x\",method=\"GET\",status_code=\"200\"} 1.0",
                        "http_slow_requests_total{endpoint=\"/x/{id}\",method=\"GET\"} 1.0",
                        "http_rate_limit_hits_total{endpoint=\"/x/{id}\"} 1.0",
                        "error_type=\"rate_limited\",method=\"GET\",status_code=\"429\"} 1.0",
                        "error_type=\"NullPointerException\",method=\"GET\",status_code=\"500\"} 1.0",
                        "http_requests_by_status_total{method=\"GET\",status_class=\"4xx\"} 1.0",
                        "http_request_rate_per_second 0.05")
                .doesNotContain("http_request_size_bytes_bucket");
    }

    @Test
    void shouldForgetTheRateAfterAMinute() {
        metrics.count(exchange(200, 0.5, null));
        clock.now += 60 * 1_000L;
        assertThat(text()).contains("http_request_rate_per_second 0.0");
    }

    @Test
    void shouldKeepLatencyBothInClassicAndInNativeBuckets() {
        metrics.count(exchange(200, 0.3, null));

        PrometheusRegistry registry = exposition.registry();
        HistogramSnapshot duration =
                (HistogramSnapshot) registry.scrape(name -> name.equals("http_request_duration_seconds"))
                        .get(0);
        HistogramSnapshot.HistogramDataPointSnapshot point =
                duration.getDataPoints().get(0);
        assertThat(point.hasClassicHistogramData()).isTrue();
        assertThat(point.getClassicBuckets().size()).isEqualTo(12);
        assertThat(point.hasNativeHistogramData()).isTrue();
        assertThat(point.getNativeSchema()).isEqualTo(5);
        // 0.3 lies in the bucket that ends with 2^(-55/32): ceil(32 * log2(0.3)) = -55.
        assertThat(point.getNativeBucketsForPositiveValues().getBucketIndex(0)).isEqualTo(-55);
    }

    @ParameterizedTest
    @CsvSource({
        "400, bad_request",
        "401, unauthorized",
        "403, forbidden",
        "404, not_found",
        "405, method_not_allowed",
        "422, validation_error",
        "429, rate_limited",
        "418, client_error",
        "500, internal_server_error",
        "502, bad_gateway",
        "503, service_unavailable",
        "504, server_error",
        "600, unknown_error",
        "0, unknown_error"
    })
    void shouldNameTheErrorByItsStatus(int status, String type) {
        assertThat(HttpMetrics.errorType(status)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"101, 1xx", "200, 2xx", "304, 3xx", "599, 5xx", "0, unknown", "600, unknown"})
    void shouldClassStatuses(int status, String statusClass) {
        assertThat(HttpMetrics.statusClass(status)).isEqualTo(statusClass);
    }
}
