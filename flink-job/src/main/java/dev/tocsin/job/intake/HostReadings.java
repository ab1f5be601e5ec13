package dev.tocsin.job.intake;

import dev.tocsin.events.HostSample;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.Metric;
import java.util.List;

/** The series that a host sample feeds, one line each; {@code part} tells cores and devices apart. */
final class HostReadings {

    /** More than any machine has; each makes a series. */
    private static final int MAX_CORES = 1_024;

    interface Reading {
        void accept(Metric metric, String part, double value);
    }

    static void of(HostSample sample, Reading out) {
        out.accept(Metric.CPU, "", sample.cpu().percent());
        List<Double> cores = sample.cpu().perCorePercent();
        if (cores.size() > MAX_CORES) {
            throw new MalformedRecordException(
                    "bad-value", "per_cpu_percent has " + cores.size() + " cores, the limit is " + MAX_CORES);
        }
        for (int core = 0; core < cores.size(); core++) {
            out.accept(Metric.CPU, "core-" + core, cores.get(core));
        }
        out.accept(Metric.MEMORY, "", sample.memory().percent());
        if (sample.memory().swapTotal() > 0) {
            out.accept(Metric.SWAP, "", sample.memory().swapPercent());
        }
        List<HostSample.Gpu.Device> devices =
                sample.gpu() == null ? List.of() : sample.gpu().devices();
        for (int index = 0; index < devices.size(); index++) {
            device("gpu-" + index, devices.get(index), out);
        }
    }

    private static void device(String part, HostSample.Gpu.Device device, Reading out) {
        if (device.utilization() != null) {
            out.accept(Metric.GPU_UTILIZATION, part, device.utilization());
        }
        if (device.temperature() != null) {
            out.accept(Metric.GPU_TEMPERATURE, part, device.temperature());
        }
        if (device.memoryUsed() != null && device.memoryTotal() != null && device.memoryTotal() > 0) {
            out.accept(Metric.GPU_MEMORY, part, device.memoryUsed() * 100.0 / device.memoryTotal());
        }
    }

    private HostReadings() {}
}
