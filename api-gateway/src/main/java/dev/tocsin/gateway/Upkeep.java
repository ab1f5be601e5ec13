package dev.tocsin.gateway;

import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.query.SliceArchive;
import dev.tocsin.gateway.store.PartitionUpkeep;
import dev.tocsin.gateway.store.ServiceRegistry;
import dev.tocsin.gateway.store.StoreException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be done now and then: partitions, forgetting, and looking at the table of services again. */
final class Upkeep implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Upkeep.class);

    private final ServiceRegistry registry;
    private final PartitionUpkeep partitions;
    private final StatusBoard board;
    private final SliceArchive archive;
    private final Runnable rollups;
    private final GatewayHealth health;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "gateway-upkeep");
        thread.setDaemon(true);
        return thread;
    });

    Upkeep(
            ServiceRegistry registry,
            PartitionUpkeep partitions,
            StatusBoard board,
            SliceArchive archive,
            Runnable rollups,
            GatewayHealth health) {
        this.registry = registry;
        this.partitions = partitions;
        this.board = board;
        this.archive = archive;
        this.rollups = rollups;
        this.health = health;
    }

    void start() {
        every(10, "reading the services", () -> {
            try {
                registry.reload();
                health.database("");
            } catch (StoreException e) {
                health.database("Postgres does not answer: " + e.getMessage());
                throw e;
            }
        });
        every(30, "forgetting what is old", () -> {
            board.evict();
            archive.evict();
        });
        every(600, "reading minutes and hours", rollups);
        every(900, "partitions", partitions::run);
    }

    private void every(long seconds, String what, Runnable work) {
        executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        // Thrown on, it would end the schedule.
                        logger.warn("Upkeep failed at {}; it is tried again in {} s", what, seconds, e);
                    }
                },
                seconds,
                seconds,
                TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
