package dev.tocsin.probe;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.RunningService;
import dev.tocsin.events.service.Settings;
import java.util.concurrent.CountDownLatch;

/** Starts the probe producer with the settings of the environment; see {@link ProbeConfig}. */
public final class ProbeMain {

    public static void main(String[] arguments) throws InterruptedException {
        RunningService service;
        try {
            service = ProbeApp.start(ProbeConfig.from(new Settings(System.getenv())));
        } catch (BadSettingException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "shutdown"));
        // All of the service's threads are daemons, so that it can also live inside another process.
        new CountDownLatch(1).await();
    }

    private ProbeMain() {}
}
