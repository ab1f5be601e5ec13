package dev.tocsin.hardware;

import dev.tocsin.events.HostSample;
import dev.tocsin.events.HostSample.Cpu;
import dev.tocsin.events.HostSample.Gpu;
import dev.tocsin.events.HostSample.Memory;
import java.util.List;

/** Samples of machines that don't exist. */
public final class Samples {

    public static final Cpu CPU =
            new Cpu(1, 2, 2100, 800, 3600, 12.5, List.of(10.0, 15.0), 918_273_000_111L, 456_123, 334_455, 0);
    public static final Memory MEMORY = new Memory(
            16_000_000_000L,
            9_000_000_000L,
            7_000_000_000L,
            2_000_000_000L,
            43.75,
            2_000_000_000L,
            500_000_000L,
            1_500_000_000L,
            25,
            12,
            34);
    public static final Gpu NO_GPU = new Gpu(List.of());
    /** The second has no fan and no power sensor, and a name that needs escaping. */
    public static final Gpu TWO_GPUS = new Gpu(List.of(
            new Gpu.Device("RTX", 61.0, 120.5, 8_000L, 3_000L, 5_000L, 77.0, 33.0, 40.0),
            new Gpu.Device("A \"B\" \\ C\nD", 50.0, null, 16_000L, 1_000L, 15_000L, 0.0, 0.0, null)));

    public static HostSample of(String host, long timestamp, Gpu gpu) {
        return new HostSample("id-" + timestamp, host, timestamp, 1_000, CPU, MEMORY, gpu);
    }

    private Samples() {}
}
