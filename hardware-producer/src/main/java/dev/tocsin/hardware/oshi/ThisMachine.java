package dev.tocsin.hardware.oshi;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.tocsin.hardware.sampling.Collectors;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.jna.common.Nvml.NvmlLibrary;
import oshi.util.GlobalConfig;

/** The machine that this process runs on. Asking it means I/O and native calls. */
public final class ThisMachine {

    private static final Logger logger = LoggerFactory.getLogger(ThisMachine.class);
    private static final Path PROC = Path.of("/proc");
    private static final Path SYS = Path.of("/sys");
    /** Long enough for one sample to read each file once, shorter than the shortest interval. */
    private static final int REUSE_MS = 100;

    static {
        // Before OSHI's first class asks for it, once.
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, REUSE_MS);
    }

    /** The operating system's name of this machine. */
    public static String hostName() {
        return new SystemInfo().getOperatingSystem().getNetworkParams().getHostName();
    }

    /** @param nanoTime a clock that no one sets, such as {@code System::nanoTime} */
    public static Collectors collectors(LongSupplier nanoTime) {
        HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
        return new Collectors(
                new CpuCollector(hardware.getProcessor(), PROC, SYS, nanoTime),
                new MemoryCollector(hardware.getMemory(), PROC),
                new NvidiaCollector(nvml()));
    }

    private static Optional<NvmlLibrary> nvml() {
        try {
            return Optional.of(Native.load(Platform.isWindows() ? "nvml" : "nvidia-ml", NvmlLibrary.class));
        } catch (LinkageError e) {
            logger.info("no graphics processors are reported: NVIDIA's management library is not installed");
            logger.debug("loading NVML", e);
            return Optional.empty();
        }
    }

    private ThisMachine() {}
}
