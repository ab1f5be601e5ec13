package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.HostSample.Gpu;
import dev.tocsin.events.Topics;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Machines, from the samples that they send. */
class MachineIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    @Test
    void shouldTellOfItsOwnMachineAndOfOthersWhenTheyAreNamed() throws Exception {
        String own = InetAddress.getLocalHost().getHostName();
        Gpu.Device device = new Gpu.Device("RTX", 61.0, 120.5, 8_000L, 3_000L, 5_000L, 77.0, 33.0, null);
        Fed.write(
                gateway,
                Topics.HOST_SAMPLES,
                Map.of(own, Fed.host(own, 12.5, List.of()), "a host/ü", Fed.host("a host/ü", 99.5, List.of(device))));
        await().untilAsserted(() -> assertThat(
                        gateway.get("/metrics/json?host=a%20host%2F%C3%BC").statusCode())
                .isEqualTo(200));
        await().untilAsserted(() -> assertThat(
                        gateway.get("/metrics/json?host=" + own).statusCode())
                .isEqualTo(200));

        HttpResponse<String> answer = gateway.get("/metrics/json");
        JsonNode document = json(answer);
        assertThat(answer.headers().firstValue("Tocsin-Host")).hasValue(own);
        assertThat(document.fieldNames()).toIterable().containsExactly("cpu", "memory", "gpu");
        assertThat(document.get("cpu").get("cpu_percent").asDouble()).isEqualTo(12.5);
        assertThat(document.get("cpu").get("count").get("logical").asInt()).isEqualTo(2);
        assertThat(document.get("cpu").get("percent").get("total").asDouble()).isEqualTo(12.5);
        assertThat(document.get("memory").get("percent").asDouble()).isEqualTo(43.75);
        assertThat(document.get("gpu").get("name").asText()).isEqualTo("No GPU");
        assertThat(document.get("gpu").get("device_count").asInt()).isZero();

        JsonNode gpu =
                json(gateway.get("/metrics/json/gpu?host=a%20host%2F%C3%BC")).get("gpu");
        assertThat(gpu.get("name").asText()).isEqualTo("RTX");
        assertThat(gpu.get("devices")).hasSize(1);
        assertThat(json(gateway.get("/metrics/json/cpu")).fieldNames())
                .toIterable()
                .containsExactly("cpu");
        assertThat(json(gateway.get("/metrics/json/memory"))
                        .get("memory")
                        .get("total")
                        .asLong())
                .isEqualTo(16_000_000_000L);

        HttpResponse<String> missing = gateway.get("/metrics/json/disk");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(json(missing).get("detail").asText()).isEqualTo("Collector 'disk' not found");
        HttpResponse<String> stranger = gateway.get("/metrics/json?host=nobody");
        assertThat(stranger.statusCode()).isEqualTo(404);
        assertThat(json(stranger).get("detail").asText()).contains("Host 'nobody' is not known", own);

        assertThat(gateway.get("/metrics").body())
                .contains("cpu_percent_total 12.5\n", "cpu_percent_per_cpu{core=\"1\"} 15.0\n")
                .contains("# TYPE memory_swap_sin_total counter\nmemory_swap_sin_total 12.0\n")
                .contains("gpu_device_count 0.0\n")
                .doesNotContain("99.5", "gpu_temperature_celsius");
    }
}
