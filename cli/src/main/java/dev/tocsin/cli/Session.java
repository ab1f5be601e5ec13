package dev.tocsin.cli;

import dev.tocsin.allinone.AllInOneApp;
import dev.tocsin.allinone.AllInOneConfig;
import dev.tocsin.allinone.RunningTocsin;
import dev.tocsin.allinone.machine.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;

/**
 * One run of everything, from its start to Ctrl-C. The thread that starts the parts also stops them; the signal only asks it
 * to, and keeps the JVM alive until it has.
 */
final class Session {

    private static final long STOP_SECONDS = 30;

    private final CommandContext context;
    private final StackOptions options;
    private final AllInOneConfig config;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    Session(CommandContext context, StackOptions options, AllInOneConfig config) {
        this.context = context;
        this.options = options;
        this.config = config;
    }

    /** Returns when it has been stopped again. */
    int run() {
        DataPlaces places = new DataPlaces(context.home());
        Path wanted = places.of(options.dataDirectory(), config.command());
        try (DataDirectory directory = DataDirectory.take(wanted)) {
            if (options.fresh()) {
                directory.empty();
            }
            Logs.to(directory.resolve("logs"));
            places.remember(directory.path());
            Terminal terminal = new Terminal(context, () -> stopAsked.getCount() == 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> askToStop(terminal), "stop"));
            return run(directory, terminal);
        } catch (IOException e) {
            throw new UncheckedIOException("the data directory " + wanted + " cannot be given back", e);
        } finally {
            // Before the signal's thread is let go, which ends the JVM.
            ScratchFiles.remove(context.home());
            stopped.countDown();
        }
    }

    private int run(DataDirectory directory, Terminal terminal) {
        try (RunningTocsin tocsin = AllInOneApp.start(config, directory, terminal)) {
            terminal.table(tocsin.addresses());
            stopAsked.await();
        } catch (CancellationException e) {
            LogManager.getLogger(Session.class).info("Stopped while starting.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.stopped();
        LogManager.shutdown();
        return 0;
    }

    private void askToStop(Terminal terminal) {
        if (stopped.getCount() == 0) {
            return; // the JVM ends because the start failed, and that was told
        }
        terminal.stopping();
        stopAsked.countDown();
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                context.err()
                        .println("Some parts did not stop within "
                                + Duration.ofSeconds(STOP_SECONDS).toSeconds() + " s; they end now.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
