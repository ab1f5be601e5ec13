package dev.tocsin.hardware.sampling;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task at origin, origin + interval, origin + 2 · interval … on a thread of its own: however long a run takes, the
 * following ones don't drift. Turns that were missed are left out.
 *
 * <p>The JDK's fixed rate would make up for them: after a pause of a minute, sixty samples at once, with nothing between
 * them to measure.
 */
public final class FixedSchedule implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(FixedSchedule.class);
    private static final long PATIENCE_SECONDS = 5;

    private final Runnable task;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final ScheduledThreadPoolExecutor executor;

    /** @param nanoTime a clock that no one sets, such as {@code System::nanoTime} */
    public FixedSchedule(String threadName, Duration interval, LongSupplier nanoTime, Runnable task) {
        this.task = task;
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
        this.executor = new ScheduledThreadPoolExecutor(1, runnable -> {
            Thread thread = new Thread(runnable, threadName);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Starts it; its first run, and with it the origin, comes after the delay. */
    public void start(Duration firstDelay) {
        long origin = nanoTime.getAsLong() + firstDelay.toNanos();
        executor.schedule(() -> run(origin), firstDelay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Nanoseconds from now to the next turn after now. */
    static long untilNext(long origin, long interval, long now) {
        return interval - Math.floorMod(now - origin, interval);
    }

    private void run(long origin) {
        try {
            task.run();
        } catch (RuntimeException e) {
            logger.error("a scheduled run failed; the next one takes place as planned", e);
        }
        try {
            long delay = untilNext(origin, intervalNanos, nanoTime.getAsLong());
            executor.schedule(() -> run(origin), delay, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            logger.debug("closed while running", e);
        }
    }

    /** Stops it and waits for a run that is under way, five seconds at most. */
    @Override
    public void close() {
        // Not interrupted: the files that a run is reading would fail it, and that would be logged as if something were
        // wrong.
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                logger.warn("a run is still under way after {} s and is left behind", PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
