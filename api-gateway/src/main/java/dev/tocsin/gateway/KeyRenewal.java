package dev.tocsin.gateway;

import dev.tocsin.gateway.security.KeyRing;
import dev.tocsin.gateway.store.StoreException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the keys every other second, on a thread of its own: other upkeep may wait long for Postgres. */
final class KeyRenewal implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(KeyRenewal.class);
    private static final long PAUSE_SECONDS = 2;

    private final KeyRing keys;
    private boolean failing;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "gateway-keys");
        thread.setDaemon(true);
        return thread;
    });

    KeyRenewal(KeyRing keys) {
        this.keys = keys;
    }

    void start() {
        executor.scheduleWithFixedDelay(this::renew, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private void renew() {
        try {
            keys.renew();
            failing = false;
        } catch (StoreException e) {
            // Told once an outage: whatever else needs Postgres tells of it as well.
            if (!failing) {
                logger.warn("The API keys cannot be read; those that were known stay valid meanwhile", e);
            }
            failing = true;
        } catch (RuntimeException e) {
            // Thrown on, it would end the schedule.
            logger.error("Renewing the API keys failed; this is a bug, please report it", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
