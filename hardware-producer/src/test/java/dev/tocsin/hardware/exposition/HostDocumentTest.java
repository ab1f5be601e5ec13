package dev.tocsin.hardware.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.host.HostDocument;
import dev.tocsin.hardware.Samples;
import org.junit.jupiter.api.Test;

class HostDocumentTest {

    @Test
    void shouldGiveBothFormsOfTheProcessorSideBySide() throws JsonProcessingException {
        assertSame(HostDocument.cpu(Samples.CPU), """
                {"physical_cores": 1, "logical_cores": 2, "cpu_freq_current": 2100.0, "cpu_freq_min": 800.0,
                 "cpu_freq_max": 3600.0, "cpu_percent": 12.5, "per_cpu_percent": [10.0, 15.0],
                 "ctx_switches": 918273000111, "interrupts": 456123, "soft_interrupts": 334455, "syscalls": 0,
                 "count": {"physical": 1, "logical": 2},
                 "frequency": {"current": 2100.0, "min": 800.0, "max": 3600.0},
                 "percent": {"total": 12.5, "per_cpu": [10.0, 15.0]},
                 "stats": {"ctx_switches": 918273000111, "interrupts": 456123, "soft_interrupts": 334455, "syscalls": 0}}
                """);
    }

    @Test
    void shouldGiveMemoryInBytes() throws JsonProcessingException {
        assertSame(HostDocument.memory(Samples.MEMORY), """
                {"total": 16000000000, "available": 9000000000, "used": 7000000000, "free": 2000000000, "percent": 43.75,
                 "swap_total": 2000000000, "swap_used": 500000000, "swap_free": 1500000000, "swap_percent": 25.0,
                 "swap_in": 12, "swap_out": 34}
                """);
    }

    @Test
    void shouldGiveFlatZerosWithoutADevice() throws JsonProcessingException {
        assertSame(HostDocument.gpu(Samples.NO_GPU), flatZeros("No GPU"));
    }

    @Test
    void shouldGiveFlatZerosNamedErrorWhenDevicesCouldNotBeRead() throws JsonProcessingException {
        assertSame(HostDocument.gpu(null), flatZeros("Error"));
    }

    @Test
    void shouldGiveTheFirstDeviceFlatAndAllInAList() {
        JsonNode gpu = HostDocument.gpu(Samples.TWO_GPUS);
        assertThat(gpu.get("name").asText()).isEqualTo("RTX");
        assertThat(gpu.get("power_watts").asDouble()).isEqualTo(120.5);
        assertThat(gpu.get("device_count").asInt()).isEqualTo(2);
        assertThat(gpu.get("devices")).hasSize(2);
        assertThat(gpu.at("/devices/1/memory_used").asLong()).isEqualTo(1_000);
        assertThat(gpu.at("/devices/1/fan_speed").isNull()).isTrue();
    }

    @Test
    void shouldJoinThePartsIntoOneDocument() {
        JsonNode document = HostDocument.of(Samples.of("web-1", 1, Samples.NO_GPU));
        assertThat(document.fieldNames()).toIterable().containsExactly("cpu", "memory", "gpu");
    }

    private static String flatZeros(String name) {
        return """
                {"name": "%s", "temperature": 0.0, "power_watts": 0.0, "memory_total": 0, "memory_used": 0,
                 "memory_free": 0, "gpu_utilization": 0.0, "memory_utilization": 0.0, "fan_speed": 0.0,
                 "device_count": 0, "devices": []}
                """.formatted(name);
    }

    /** Compared as read back from bytes, for a tree of ints and a tree of longs are not equal. */
    private static void assertSame(JsonNode document, String expected) throws JsonProcessingException {
        assertThat(Json.decode(Json.encode(document), JsonNode.class))
                .isEqualTo(Json.mapper().readTree(expected));
    }
}
