package dev.tocsin.events.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.HostSample;
import dev.tocsin.events.HostSample.Cpu;
import dev.tocsin.events.HostSample.Gpu;
import dev.tocsin.events.HostSample.Memory;
import dev.tocsin.events.Json;

/**
 * The JSON of {@code /metrics/json}. A processor comes in two forms side by side, flat and nested, whose names don't
 * overlap; graphics processors as the first device's flat fields, with {@code device_count} and {@code devices} for all.
 */
public final class HostDocument {

    /** {@code {"cpu":…,"memory":…,"gpu":…}} */
    public static ObjectNode of(HostSample sample) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.set("cpu", cpu(sample.cpu()));
        document.set("memory", memory(sample.memory()));
        document.set("gpu", gpu(sample.gpu()));
        return document;
    }

    public static ObjectNode cpu(Cpu cpu) {
        ObjectNode document = Json.mapper().valueToTree(cpu);
        document.putObject("count").put("physical", cpu.physicalCores()).put("logical", cpu.logicalCores());
        document.putObject("frequency")
                .put("current", cpu.frequencyCurrent())
                .put("min", cpu.frequencyMin())
                .put("max", cpu.frequencyMax());
        document.putObject("percent")
                .put("total", cpu.percent())
                .set("per_cpu", Json.mapper().valueToTree(cpu.perCorePercent()));
        document.putObject("stats")
                .put("ctx_switches", cpu.contextSwitches())
                .put("interrupts", cpu.interrupts())
                .put("soft_interrupts", cpu.softInterrupts())
                .put("syscalls", cpu.syscalls());
        return document;
    }

    public static ObjectNode memory(Memory memory) {
        return Json.mapper().valueToTree(memory);
    }

    /**
     * Flat zeros stand for what the first device lacks; its entry in {@code devices} tells them apart with null.
     *
     * @param gpu null if it could not be read
     */
    public static ObjectNode gpu(Gpu gpu) {
        Gpu known = gpu == null ? new Gpu(null) : gpu;
        ObjectNode document = Json.mapper().valueToTree(first(known, gpu == null ? "Error" : "No GPU"));
        document.put("device_count", known.devices().size());
        document.set("devices", Json.mapper().valueToTree(known.devices()));
        return document;
    }

    private static Gpu.Device first(Gpu gpu, String nameOfNone) {
        if (gpu.devices().isEmpty()) {
            return new Gpu.Device(nameOfNone, 0.0, 0.0, 0L, 0L, 0L, 0.0, 0.0, 0.0);
        }
        Gpu.Device device = gpu.devices().get(0);
        return new Gpu.Device(
                device.name(),
                orZero(device.temperature()),
                orZero(device.powerWatts()),
                orZero(device.memoryTotal()),
                orZero(device.memoryUsed()),
                orZero(device.memoryFree()),
                orZero(device.utilization()),
                orZero(device.memoryUtilization()),
                orZero(device.fanSpeed()));
    }

    private static Double orZero(Double value) {
        return value == null ? Double.valueOf(0) : value;
    }

    private static Long orZero(Long value) {
        return value == null ? Long.valueOf(0) : value;
    }

    private HostDocument() {}
}
