package dev.tocsin.hardware;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;

/** Starts the hardware producer from the environment and runs until the process is told to stop. */
public final class HardwareMain {

    private static final int BAD_SETTING = 2;

    public static void main(String[] args) throws InterruptedException {
        // Read once by the JDK's server: a client that is slow to ask is cut off after this many seconds.
        defaultProperty("sun.net.httpserver.maxReqTime", "10");
        // Here, not as log4j2.xml at the root of the jar, where it would speak for every service of one process.
        defaultProperty("log4j2.configurationFile", "classpath:dev/tocsin/hardware/log4j2.xml");
        try {
            HardwareApp app = HardwareApp.start(HardwareConfig.from(new Settings(System.getenv())));
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "hardware-shutdown"));
            Thread.currentThread().join();
        } catch (BadSettingException e) {
            System.err.println(e.getMessage());
            System.exit(BAD_SETTING);
        }
    }

    private static void defaultProperty(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    private HardwareMain() {}
}
