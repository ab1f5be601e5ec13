package dev.tocsin.hardware.oshi;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.tocsin.events.HostSample.Gpu;
import dev.tocsin.hardware.sampling.Collector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oshi.jna.common.Nvml;
import oshi.jna.common.Nvml.NvmlLibrary;
import oshi.jna.common.Nvml.NvmlMemory;
import oshi.jna.common.Nvml.NvmlUtilization;

/**
 * NVIDIA's devices in NVML's order, read through OSHI's binding of that library. A sensor that a device lacks is null; a
 * device that does not answer keeps its place under the name "Error", so that the others keep their index.
 *
 * <p>The binding, not OSHI's ready-made {@code NvmlUtilJNA}: that finds devices by name, which two alike make ambiguous,
 * knows no memory utilization, and starts and stops the library for every figure.
 */
final class NvidiaCollector implements Collector<Gpu> {

    private static final Gpu NONE = new Gpu(List.of());
    /** NVML_ERROR_DRIVER_NOT_LOADED: the library is there, the hardware or its driver is not. */
    private static final int DRIVER_NOT_LOADED = 9;

    private static final double MILLIWATTS_PER_WATT = 1000.0;

    private Optional<NvmlLibrary> nvml;
    private boolean started;

    NvidiaCollector(Optional<NvmlLibrary> nvml) {
        this.nvml = nvml;
    }

    @Override
    public String name() {
        return "gpu";
    }

    @Override
    public Gpu collect() throws IOException {
        if (nvml.isEmpty() || !start(nvml.get())) {
            return NONE;
        }
        NvmlLibrary library = nvml.get();
        IntByReference count = new IntByReference();
        require("nvmlDeviceGetCount_v2", library.nvmlDeviceGetCount_v2(count));
        List<Gpu.Device> devices = new ArrayList<>();
        for (int index = 0; index < count.getValue(); index++) {
            devices.add(device(library, index));
        }
        return new Gpu(devices);
    }

    @Override
    public void close() {
        if (started) {
            nvml.ifPresent(NvmlLibrary::nvmlShutdown);
            started = false;
        }
    }

    /** Starts the library once: without a driver every attempt is expensive, and one is not installed under way. */
    private boolean start(NvmlLibrary library) throws IOException {
        if (!started) {
            int code = library.nvmlInit_v2();
            if (code == DRIVER_NOT_LOADED) {
                nvml = Optional.empty();
                return false;
            }
            require("nvmlInit_v2", code);
            started = true;
        }
        return true;
    }

    private static Gpu.Device device(NvmlLibrary library, int index) {
        PointerByReference handle = new PointerByReference();
        byte[] name = new byte[Nvml.NVML_DEVICE_NAME_BUFFER_SIZE];
        if (!answered(library.nvmlDeviceGetHandleByIndex_v2(index, handle))
                || !answered(library.nvmlDeviceGetName(handle.getValue(), name, name.length))) {
            return new Gpu.Device("Error", null, null, null, null, null, null, null, null);
        }
        Pointer device = handle.getValue();
        IntByReference temperature = new IntByReference();
        IntByReference power = new IntByReference();
        IntByReference fan = new IntByReference();
        NvmlMemory memory = new NvmlMemory();
        NvmlUtilization utilization = new NvmlUtilization();
        boolean hasMemory = answered(library.nvmlDeviceGetMemoryInfo(device, memory));
        boolean hasUtilization = answered(library.nvmlDeviceGetUtilizationRates(device, utilization));
        return new Gpu.Device(
                Native.toString(name, StandardCharsets.UTF_8.name()),
                answered(library.nvmlDeviceGetTemperature(device, Nvml.NVML_TEMPERATURE_GPU, temperature))
                        ? Double.valueOf(temperature.getValue())
                        : null,
                answered(library.nvmlDeviceGetPowerUsage(device, power))
                        ? Double.valueOf(power.getValue() / MILLIWATTS_PER_WATT)
                        : null,
                hasMemory ? Long.valueOf(memory.total) : null,
                hasMemory ? Long.valueOf(memory.used) : null,
                hasMemory ? Long.valueOf(memory.free) : null,
                hasUtilization ? Double.valueOf(utilization.gpu) : null,
                hasUtilization ? Double.valueOf(utilization.memory) : null,
                answered(library.nvmlDeviceGetFanSpeed(device, fan)) ? Double.valueOf(fan.getValue()) : null);
    }

    private static boolean answered(int code) {
        return code == Nvml.NVML_SUCCESS;
    }

    private static void require(String call, int code) throws IOException {
        if (!answered(code)) {
            throw new IOException(call + " answered NVML error " + code + "; does nvidia-smi work on this machine?");
        }
    }
}
