package dev.tocsin.gateway.kafka;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that reads Kafka until it is closed: work that fails is begun anew a second later. Thread-safe. */
final class ReaderThread implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(ReaderThread.class);
    private static final long PAUSE_MS = 1_000;

    private final Runnable work;
    private final Consumer<RuntimeException> failed;
    private final Thread thread;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean closed;

    /**
     * A thread that is still to be started.
     *
     * @param work opens a consumer, names it with {@link #use}, and reads until {@link #isClosed}
     * @param failed hears why work is begun anew
     */
    ReaderThread(String name, Runnable work, Consumer<RuntimeException> failed) {
        this.work = work;
        this.failed = failed;
        this.thread = new Thread(this::run, name);
    }

    /** To be called once. */
    synchronized void start() {
        if (!closed) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** From now on closing wakes this consumer. */
    void use(KafkaConsumer<byte[], byte[]> opened) {
        consumer = opened;
    }

    boolean isClosed() {
        return closed;
    }

    private void run() {
        while (!closed) {
            try {
                work.run();
            } catch (WakeupException | InterruptException e) {
                logger.debug("Stopped");
                return;
            } catch (RuntimeException e) {
                failed.accept(e);
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(700);
            // Only now: a consumer that is interrupted can't leave in order, which gives its partitions back at once.
            thread.interrupt();
            thread.join(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
