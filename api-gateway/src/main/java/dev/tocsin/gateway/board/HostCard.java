package dev.tocsin.gateway.board;

import dev.tocsin.events.HostSample;
import java.time.Instant;
import java.util.List;

/** One machine as the dashboard shows it: percent, °C, bytes; null is unknown. */
public record HostCard(
        String host,
        Instant updatedAt,
        double cpuPercent,
        double memoryPercent,
        Double swapPercent,
        List<Double> perCorePercent,
        long memoryTotal,
        long memoryUsed,
        List<GpuCard> gpus) {

    public record GpuCard(String name, Double utilization, Double temperature, Double memoryPercent) {}

    static HostCard of(HostSample sample) {
        List<GpuCard> gpus = sample.gpu() == null
                ? List.of()
                : sample.gpu().devices().stream().map(HostCard::gpu).toList();
        return new HostCard(
                sample.host(),
                Instant.ofEpochMilli(sample.timestamp()),
                sample.cpu().percent(),
                sample.memory().percent(),
                sample.memory().swapTotal() > 0 ? sample.memory().swapPercent() : null,
                sample.cpu().perCorePercent(),
                sample.memory().total(),
                sample.memory().used(),
                gpus);
    }

    private static GpuCard gpu(HostSample.Gpu.Device device) {
        boolean known = device.memoryTotal() != null && device.memoryUsed() != null && device.memoryTotal() > 0;
        Double memory = known ? device.memoryUsed() * 100.0 / device.memoryTotal() : null;
        return new GpuCard(device.name(), device.utilization(), device.temperature(), memory);
    }
}
