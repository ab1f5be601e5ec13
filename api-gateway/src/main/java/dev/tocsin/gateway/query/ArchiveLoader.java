package dev.tocsin.gateway.query;

import dev.tocsin.events.Resolution;
import dev.tocsin.gateway.store.AggregateHistory;
import dev.tocsin.gateway.store.StoreException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the last 24 hours from Postgres into the archive, an hour at a time, the newest first. */
public final class ArchiveLoader implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(ArchiveLoader.class);
    private static final long RETRY_SECONDS = 5;
    /** The recording job may have been behind when the gateway started, farther than the topic is read back. */
    private static final long AGAIN_AFTER_SECONDS = 1_800;

    private final SliceArchive archive;
    private final AggregateHistory history;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "gateway-archive");
        thread.setDaemon(true);
        return thread;
    });

    public ArchiveLoader(SliceArchive archive, AggregateHistory history, Clock clock) {
        this.archive = archive;
        this.history = history;
        this.clock = clock;
    }

    /** Begins; to be called once, when the topic feeds the archive, so that nothing falls between the two. */
    public void start() {
        long now = Resolution.HOUR.floor(clock.millis());
        executor.execute(() -> load(now));
        executor.schedule(() -> load(Resolution.HOUR.floor(clock.millis())), AGAIN_AFTER_SECONDS, TimeUnit.SECONDS);
    }

    private void load(long hour) {
        if (hour < clock.millis() - SliceArchive.KEPT_MS - Resolution.HOUR.millis() || archive.isFull()) {
            logger.debug("The slices of the last 24 hours are in memory as far back as {}", archive.reach());
            return;
        }
        try {
            history.between(Resolution.SLICE, hour, hour + Resolution.HOUR.millis(), archive::put);
            archive.reaches(hour);
            executor.execute(() -> load(hour - Resolution.HOUR.millis()));
        } catch (StoreException e) {
            logger.warn("Slices are read from Postgres one question at a time until it hands them over", e);
            executor.schedule(() -> load(hour), RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
