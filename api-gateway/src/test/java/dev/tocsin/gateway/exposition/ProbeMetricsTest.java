package dev.tocsin.gateway.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ProbeResult.Phases;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.board.MutableClock;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ProbeMetricsTest {

    private static final ServiceDefinition SHOP = ServiceDefinition.defaults("shop");
    private static final String SERIES = "{key=\"shop\",location=\"eu\",service=\"shop\"}";

    private final AtomicBoolean registered = new AtomicBoolean(true);
    private final MutableClock clock = new MutableClock();
    private final ProbeMetrics probes = new ProbeMetrics(
            key -> key.equals("shop") && registered.get() ? Optional.of(SHOP) : Optional.empty(), clock);
    private final Exposition exposition = new Exposition();

    ProbeMetricsTest() {
        exposition.register(probes);
    }

    private ProbeResult result(CheckStatus status, Double latencyMs, Integer code, Phases phases, Long expires) {
        return new ProbeResult(
                "id",
                "shop",
                "eu",
                "http",
                clock.millis(),
                status,
                latencyMs,
                code,
                1_000,
                30_000,
                phases,
                null,
                expires,
                0,
                0);
    }

    private ProbeResult good() {
        Phases phases = new Phases(1.5, null, 20.0, 80.0, 12.0);
        return result(CheckStatus.OK, 123.5, 204, phases, 1_790_000_000_500L);
    }

    private String text() {
        return new String(exposition.write(Format.TEXT), StandardCharsets.UTF_8);
    }

    @Test
    void shouldTellOfTheNewestCheckInBaseUnits() {
        probes.put(good());

        assertThat(text())
                .contains("probe_success" + SERIES + " 1.0\n")
                .contains("probe_duration_seconds" + SERIES + " 0.1235\n")
                .contains("probe_http_status_code" + SERIES + " 204.0\n")
                .contains("probe_dns_lookup_time_seconds" + SERIES + " 0.0015\n")
                .contains("probe_ssl_earliest_cert_expiry" + SERIES + " 1.7900000005E9\n")
                .contains("phase=\"tls\",service=\"shop\"} 0.02\n")
                .doesNotContain("phase=\"connect\"");
    }

    @Test
    void shouldLeaveOutWhatWasNotMeasured() {
        probes.put(result(CheckStatus.DOWN, null, null, null, null));

        assertThat(text())
                .contains("probe_success" + SERIES + " 0.0\n")
                .contains("probe_http_status_code" + SERIES + " 0.0\n")
                .doesNotContain("probe_duration_seconds{", "probe_ssl", "probe_dns", "probe_http_duration_seconds{");
    }

    @Test
    void shouldCallAWarningNoSuccess() {
        probes.put(result(CheckStatus.WARN, 5.0, 404, null, null));
        assertThat(text()).contains("probe_success" + SERIES + " 0.0", "probe_http_status_code" + SERIES + " 404.0");
    }

    @Test
    void shouldKeepTheNewerOfTwoChecksAndNothingOfABlindProber() {
        ProbeResult old = result(CheckStatus.DOWN, null, null, null, null);
        clock.now += 1 * 1_000L;
        probes.put(good());
        probes.put(old);
        probes.put(result(CheckStatus.UNKNOWN, null, null, null, null));

        assertThat(text()).contains("probe_success" + SERIES + " 1.0");
    }

    @Test
    void shouldEndTheSeriesWithTheirService() {
        probes.put(good());
        probes.forget("shop");
        assertThat(text()).doesNotContain("probe_");

        probes.put(good());
        registered.set(false);
        assertThat(text()).as("deleted without a word").doesNotContain("probe_");
        probes.put(good());
        registered.set(true);
        assertThat(text()).doesNotContain("probe_");
    }

    @Test
    void shouldEndTheSeriesWhenThreeChecksAreOverdue() {
        probes.put(good());
        clock.now += 90 * 1_000L;
        assertThat(text()).contains("probe_success");
        clock.now++;
        assertThat(text()).doesNotContain("probe_");
    }

    @Test
    void shouldHaveNoMoreSeriesThanLocationsThereMayBe() {
        for (int i = 0; i < 2 * ProbeMetrics.MAX_LOCATIONS; i++) {
            ProbeResult one = good();
            probes.put(new ProbeResult(
                    "id",
                    "shop",
                    "location-" + i,
                    "http",
                    one.timestamp(),
                    one.status(),
                    one.latencyMs(),
                    200,
                    1_000,
                    30_000,
                    null,
                    null,
                    null,
                    0,
                    0));
        }
        assertThat(text().lines().filter(line -> line.startsWith("probe_success{")))
                .hasSize(ProbeMetrics.MAX_LOCATIONS);
    }
}
