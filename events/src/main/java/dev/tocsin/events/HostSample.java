package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One reading of one machine. Topic {@link Topics#HOST_SAMPLES}, key = {@link #host()}.
 *
 * <p>The parts have the names and units of Production Health Guardian's {@code /metrics/json}, so that the same records
 * serve that endpoint. Unknown numbers are 0 there, and so are they here, except for {@link Gpu#devices()}.
 *
 * @param timestamp epoch ms
 * @param intervalMs the time that this sample stands for
 */
public record HostSample(String id, String host, long timestamp, long intervalMs, Cpu cpu, Memory memory, Gpu gpu) {

    public HostSample {
        Limits.name("host", host);
        if (cpu == null || memory == null) {
            throw new MalformedRecordException("missing-field", "cpu and memory are required");
        }
        if (intervalMs < 0 || intervalMs > Limits.MAX_DURATION_MS) {
            throw new MalformedRecordException("bad-value", "intervalMs must be 0 to " + Limits.MAX_DURATION_MS);
        }
    }

    /** Frequencies in MHz (0 if unknown), shares in percent of all or of one core, totals since boot. */
    public record Cpu(
            @JsonProperty("physical_cores") int physicalCores,
            @JsonProperty("logical_cores") int logicalCores,
            @JsonProperty("cpu_freq_current") double frequencyCurrent,
            @JsonProperty("cpu_freq_min") double frequencyMin,
            @JsonProperty("cpu_freq_max") double frequencyMax,
            @JsonProperty("cpu_percent") double percent,
            @JsonProperty("per_cpu_percent") List<Double> perCorePercent,
            @JsonProperty("ctx_switches") long contextSwitches,
            long interrupts,
            @JsonProperty("soft_interrupts") long softInterrupts,
            long syscalls) {

        public Cpu {
            perCorePercent = perCorePercent == null ? List.of() : List.copyOf(perCorePercent);
        }
    }

    /** Bytes, percent = (total − available) / total · 100, and pages swapped in and out since boot. */
    public record Memory(
            long total,
            long available,
            long used,
            long free,
            double percent,
            @JsonProperty("swap_total") long swapTotal,
            @JsonProperty("swap_used") long swapUsed,
            @JsonProperty("swap_free") long swapFree,
            @JsonProperty("swap_percent") double swapPercent,
            @JsonProperty("swap_in") long swapIn,
            @JsonProperty("swap_out") long swapOut) {}

    /** The machine's graphics processors; an empty list where there is none. */
    public record Gpu(List<Device> devices) {

        public Gpu {
            devices = devices == null ? List.of() : List.copyOf(devices);
        }

        /** One device; a sensor that it lacks is null. °C, W, bytes, percent. */
        public record Device(
                String name,
                Double temperature,
                @JsonProperty("power_watts") Double powerWatts,
                @JsonProperty("memory_total") Long memoryTotal,
                @JsonProperty("memory_used") Long memoryUsed,
                @JsonProperty("memory_free") Long memoryFree,
                @JsonProperty("gpu_utilization") Double utilization,
                @JsonProperty("memory_utilization") Double memoryUtilization,
                @JsonProperty("fan_speed") Double fanSpeed) {}
    }
}
