package dev.tocsin.allinone;

import dev.tocsin.events.service.RunningService;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that run, newest first, which is the order in which they stop. Started and stopped by one thread. */
final class Parts {

    private static final Logger logger = LoggerFactory.getLogger(Parts.class);

    private final Deque<RunningService> running = new ArrayDeque<>();

    /** A part that is being started beside others; {@link #join} takes it in. */
    static <T extends RunningService> CompletableFuture<T> beside(Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, task -> new Thread(task, "start").start());
    }

    <T extends RunningService> T add(T part) {
        synchronized (running) {
            running.push(part);
        }
        logger.info("{} runs: {}", part.name(), part.condition().detail());
        return part;
    }

    /** Waits for all of them, so that none is forgotten where another fails, and throws what the first failure threw. */
    void join(List<? extends CompletableFuture<? extends RunningService>> starting) {
        RuntimeException failure = null;
        for (CompletableFuture<? extends RunningService> each : starting) {
            try {
                add(each.join());
            } catch (CompletionException e) {
                RuntimeException cause = e.getCause() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException(e.getCause());
                if (failure == null) {
                    failure = cause;
                } else {
                    failure.addSuppressed(cause);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** In the order in which they started. */
    List<RunningService> list() {
        synchronized (running) {
            Deque<RunningService> started = new ArrayDeque<>();
            running.forEach(started::push);
            return List.copyOf(started);
        }
    }

    /** Stops all that run, each even if another does not stop well. */
    void close() {
        for (RunningService part = next(); part != null; part = next()) {
            long began = System.nanoTime();
            try {
                part.close();
                logger.info("{} stopped in {} ms.", part.name(), (System.nanoTime() - began) / 1_000_000);
            } catch (RuntimeException | Error e) {
                // An Error too: while the JVM ends, libraries fail to load classes, and the others must stop all the
                // same.
                logger.warn("{} did not stop well; the others are stopped all the same.", part.name(), e);
            }
        }
    }

    private RunningService next() {
        synchronized (running) {
            return running.poll();
        }
    }
}
