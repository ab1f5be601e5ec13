package dev.tocsin.events.host;

import dev.tocsin.events.HostSample.Gpu;
import java.util.Map;
import java.util.stream.Stream;

/** The {@code gpu_*} metrics: a device's series are those of the sensors that it has. */
final class GpuFamilies {

    private final Family count = Family.gauge("gpu_device_count", "Graphics processors.");
    private final Family temperature = Family.gauge("gpu_temperature_celsius", "Temperature.");
    private final Family power = Family.gauge("gpu_power_watts", "Power drawn.");
    private final Family memoryTotal = Family.gauge("gpu_memory_total_bytes", "Memory of the device.");
    private final Family memoryUsed = Family.gauge("gpu_memory_used_bytes", "Memory of the device in use.");
    private final Family memoryFree = Family.gauge("gpu_memory_free_bytes", "Memory of the device not in use.");
    private final Family utilization =
            Family.gauge("gpu_utilization_percent", "Share of time in which the device computed, 0 to 100.");
    private final Family memoryUtilization = Family.gauge(
            "gpu_memory_utilization_percent",
            "Share of time in which the device's memory was read or written, 0 to 100.");
    private final Family fanSpeed = Family.gauge("gpu_fan_speed_percent", "Fan speed, 100 at full speed.");

    void add(Map<String, String> labels, Gpu gpu) {
        count.add(labels, gpu.devices().size());
        for (int index = 0; index < gpu.devices().size(); index++) {
            Gpu.Device device = gpu.devices().get(index);
            String name = device.name() == null ? "" : device.name();
            Map<String, String> ofDevice =
                    Family.with(Family.with(labels, "gpu_id", String.valueOf(index)), "name", name);
            temperature.add(ofDevice, device.temperature());
            power.add(ofDevice, device.powerWatts());
            memoryTotal.add(ofDevice, device.memoryTotal());
            memoryUsed.add(ofDevice, device.memoryUsed());
            memoryFree.add(ofDevice, device.memoryFree());
            utilization.add(ofDevice, device.utilization());
            memoryUtilization.add(ofDevice, device.memoryUtilization());
            fanSpeed.add(ofDevice, device.fanSpeed());
        }
    }

    Stream<Family> all() {
        return Stream.of(
                count,
                temperature,
                power,
                memoryTotal,
                memoryUsed,
                memoryFree,
                utilization,
                memoryUtilization,
                fanSpeed);
    }
}
