package dev.tocsin.hardware.oshi;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import oshi.jna.common.Nvml;

/** A management library with made-up devices; a device's handle is its index + 1. */
final class FakeNvml implements Nvml.NvmlLibrary {

    /** A sensor that the device lacks. */
    static final int MISSING = -1;

    private static final int NOT_SUPPORTED = 3;
    private static final int GPU_IS_LOST = 15;

    private final List<Device> devices = new ArrayList<>();
    private int start;
    private int starts;
    private int stops;

    private record Device(
            String name, int celsius, int milliwatts, int fan, int gpu, int memory, long total, long free, long used) {}

    void add(String name, int celsius, int milliwatts, int fan, int gpu, int memory, long total, long free, long used) {
        devices.add(new Device(name, celsius, milliwatts, fan, gpu, memory, total, free, used));
    }

    void addLost() {
        devices.add(null);
    }

    void startsWith(int code) {
        start = code;
    }

    int starts() {
        return starts;
    }

    int stops() {
        return stops;
    }

    @Override
    public int nvmlInit_v2() {
        starts++;
        return start;
    }

    @Override
    public int nvmlShutdown() {
        stops++;
        return 0;
    }

    @Override
    public int nvmlDeviceGetCount_v2(IntByReference count) {
        count.setValue(devices.size());
        return 0;
    }

    @Override
    public int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference handle) {
        if (devices.get(index) == null) {
            return GPU_IS_LOST;
        }
        handle.setValue(new Pointer(index + 1L));
        return 0;
    }

    @Override
    public int nvmlDeviceGetName(Pointer handle, byte[] name, int length) {
        byte[] bytes = device(handle).name().getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, name, 0, bytes.length);
        return 0;
    }

    @Override
    public int nvmlDeviceGetPciInfo_v3(Pointer handle, Nvml.NvmlPciInfo pci) {
        return NOT_SUPPORTED;
    }

    @Override
    public int nvmlDeviceGetUtilizationRates(Pointer handle, Nvml.NvmlUtilization utilization) {
        utilization.gpu = device(handle).gpu();
        utilization.memory = device(handle).memory();
        return 0;
    }

    @Override
    public int nvmlDeviceGetMemoryInfo(Pointer handle, Nvml.NvmlMemory memory) {
        memory.total = device(handle).total();
        memory.free = device(handle).free();
        memory.used = device(handle).used();
        return 0;
    }

    @Override
    public int nvmlDeviceGetTemperature(Pointer handle, int sensor, IntByReference celsius) {
        return answer(device(handle).celsius(), celsius);
    }

    @Override
    public int nvmlDeviceGetPowerUsage(Pointer handle, IntByReference milliwatts) {
        return answer(device(handle).milliwatts(), milliwatts);
    }

    @Override
    public int nvmlDeviceGetClockInfo(Pointer handle, int clock, IntByReference megahertz) {
        return NOT_SUPPORTED;
    }

    @Override
    public int nvmlDeviceGetFanSpeed(Pointer handle, IntByReference percent) {
        return answer(device(handle).fan(), percent);
    }

    private Device device(Pointer handle) {
        return devices.get((int) Pointer.nativeValue(handle) - 1);
    }

    private static int answer(int value, IntByReference into) {
        if (value == MISSING) {
            return NOT_SUPPORTED;
        }
        into.setValue(value);
        return 0;
    }
}
