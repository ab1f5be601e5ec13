package dev.tocsin.hardware.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.hardware.Samples;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HostMetricsTest {

    /** Without the help lines, which promise nothing. */
    private static String text(MetricSnapshots series) {
        return new String(PrometheusText.of(series, null).body(), StandardCharsets.UTF_8)
                .replaceAll("(?m)^# HELP .*\n", "");
    }

    @Test
    void shouldExposeExactlyThePromisedNamesTypesAndValues() {
        assertThat(text(HostMetrics.of(Samples.of("web-1", 1, Samples.NO_GPU)))).isEqualTo("""
                        # TYPE cpu_ctx_switches_total counter
                        cpu_ctx_switches_total 9.18273000111E11
                        # TYPE cpu_frequency_current_mhz gauge
                        cpu_frequency_current_mhz 2100.0
                        # TYPE cpu_frequency_max_mhz gauge
                        cpu_frequency_max_mhz 3600.0
                        # TYPE cpu_frequency_min_mhz gauge
                        cpu_frequency_min_mhz 800.0
                        # TYPE cpu_interrupts_total counter
                        cpu_interrupts_total 456123.0
                        # TYPE cpu_logical_count gauge
                        cpu_logical_count 2.0
                        # TYPE cpu_percent_per_cpu gauge
                        cpu_percent_per_cpu{core="0"} 10.0
                        cpu_percent_per_cpu{core="1"} 15.0
                        # TYPE cpu_percent_total gauge
                        cpu_percent_total 12.5
                        # TYPE cpu_physical_count gauge
                        cpu_physical_count 1.0
                        # TYPE cpu_soft_interrupts_total counter
                        cpu_soft_interrupts_total 334455.0
                        # TYPE cpu_syscalls_total counter
                        cpu_syscalls_total 0.0
                        # TYPE gpu_device_count gauge
                        gpu_device_count 0.0
                        # TYPE memory_swap_free_bytes gauge
                        memory_swap_free_bytes 1.5E9
                        # TYPE memory_swap_percent gauge
                        memory_swap_percent 25.0
                        # TYPE memory_swap_sin_total counter
                        memory_swap_sin_total 12.0
                        # TYPE memory_swap_sout_total counter
                        memory_swap_sout_total 34.0
                        # TYPE memory_swap_total_bytes gauge
                        memory_swap_total_bytes 2.0E9
                        # TYPE memory_swap_used_bytes gauge
                        memory_swap_used_bytes 5.0E8
                        # TYPE memory_virtual_available_bytes gauge
                        memory_virtual_available_bytes 9.0E9
                        # TYPE memory_virtual_free_bytes gauge
                        memory_virtual_free_bytes 2.0E9
                        # TYPE memory_virtual_percent gauge
                        memory_virtual_percent 43.75
                        # TYPE memory_virtual_total_bytes gauge
                        memory_virtual_total_bytes 1.6E10
                        # TYPE memory_virtual_used_bytes gauge
                        memory_virtual_used_bytes 7.0E9
                        """);
    }

    @Test
    void shouldExposeEachDeviceEscapedAndLeaveOutMissingSensors() {
        assertThat(text(HostMetrics.ofParts(null, null, Samples.TWO_GPUS))).isEqualTo("""
                        # TYPE gpu_device_count gauge
                        gpu_device_count 2.0
                        # TYPE gpu_fan_speed_percent gauge
                        gpu_fan_speed_percent{gpu_id="0",name="RTX"} 40.0
                        # TYPE gpu_memory_free_bytes gauge
                        gpu_memory_free_bytes{gpu_id="0",name="RTX"} 5000.0
                        gpu_memory_free_bytes{gpu_id="1",name="A \\"B\\" \\\\ C\\nD"} 15000.0
                        # TYPE gpu_memory_total_bytes gauge
                        gpu_memory_total_bytes{gpu_id="0",name="RTX"} 8000.0
                        gpu_memory_total_bytes{gpu_id="1",name="A \\"B\\" \\\\ C\\nD"} 16000.0
                        # TYPE gpu_memory_used_bytes gauge
                        gpu_memory_used_bytes{gpu_id="0",name="RTX"} 3000.0
                        gpu_memory_used_bytes{gpu_id="1",name="A \\"B\\" \\\\ C\\nD"} 1000.0
                        # TYPE gpu_memory_utilization_percent gauge
                        gpu_memory_utilization_percent{gpu_id="0",name="RTX"} 33.0
                        gpu_memory_utilization_percent{gpu_id="1",name="A \\"B\\" \\\\ C\\nD"} 0.0
                        # TYPE gpu_power_watts gauge
                        gpu_power_watts{gpu_id="0",name="RTX"} 120.5
                        # TYPE gpu_temperature_celsius gauge
                        gpu_temperature_celsius{gpu_id="0",name="RTX"} 61.0
                        gpu_temperature_celsius{gpu_id="1",name="A \\"B\\" \\\\ C\\nD"} 50.0
                        # TYPE gpu_utilization_percent gauge
                        gpu_utilization_percent{gpu_id="0",name="RTX"} 77.0
                        gpu_utilization_percent{gpu_id="1",name="A \\"B\\" \\\\ C\\nD"} 0.0
                        """);
    }

    @Test
    void shouldHaveNoSeriesForWhatCouldNotBeRead() {
        assertThat(text(HostMetrics.ofParts(Samples.CPU, null, null)))
                .contains("cpu_percent_total 12.5")
                .doesNotContain("memory_", "gpu_");
    }

    @Test
    void shouldWriteOpenMetricsOnlyWhenAskedFor() {
        MetricSnapshots series = HostMetrics.of(Samples.of("web-1", 1, Samples.NO_GPU));
        assertThat(PrometheusText.of(series, "*/*").contentType())
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        PrometheusText open = PrometheusText.of(series, "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
        assertThat(open.contentType()).startsWith("application/openmetrics-text");
        assertThat(new String(open.body(), StandardCharsets.UTF_8))
                .contains("# TYPE cpu_percent_total gauge\n", "# TYPE cpu_interrupts counter\n")
                .endsWith("# EOF\n");
    }
}
