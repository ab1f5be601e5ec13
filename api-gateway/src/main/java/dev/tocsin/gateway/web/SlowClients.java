package dev.tocsin.gateway.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts off clients that send a request so slowly that they only hold a connection or a thread. Jetty's idle timeout does
 * not: every byte begins it anew. Headers must be complete within the timeout from their first byte, or the connection is
 * closed; a body within the timeout and a second for each 10 KiB, or it is refused with 408. Jetty's own minimum rate is
 * not used: it has no grace, so it would refuse small bodies after a pause of the garbage collector. Those who read slowly
 * are left to the idle timeout, since the system tells of room to write only when a good part of its buffer is read.
 * Thread-safe.
 */
final class SlowClients implements Connection.Listener, HttpConfiguration.Customizer, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(SlowClients.class);
    private static final long BYTES_PER_SECOND = 10 * 1024;

    private final long timeoutNanos;
    private final Map<Connection, Waiting> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "gateway-slow-clients");
        thread.setDaemon(true);
        return thread;
    });

    /** A connection between two requests. */
    private static final class Waiting {
        private final long bytesBefore;
        /** When the first byte of the next request was noticed; only the timer's thread touches it. */
        private long since;

        private boolean begun;

        Waiting(long bytesBefore) {
            this.bytesBefore = bytesBefore;
        }
    }

    SlowClients(Duration timeout) {
        this.timeoutNanos = timeout.toNanos();
    }

    void start() {
        long pause = Math.min(TimeUnit.SECONDS.toNanos(1), timeoutNanos / 4);
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        cutOff();
                    } catch (RuntimeException e) {
                        // Thrown on, it would end the schedule.
                        logger.error("Slow clients are not cut off; this is a bug, please report it", e);
                    }
                },
                pause,
                pause,
                TimeUnit.NANOSECONDS);
    }

    /** A connection of requests tells of itself; one that became a WebSocket is opened too, and has no more of them. */
    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof ConnectionMetaData) {
            waiting.put(connection, new Waiting(0));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        waiting.remove(connection);
    }

    /** The headers are complete. */
    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        Connection connection = request.getConnectionMetaData().getConnection();
        waiting.remove(connection);
        Request.addCompletionListener(request, failure -> {
            if (connection.getEndPoint().isOpen()) {
                waiting.put(connection, new Waiting(connection.getBytesIn()));
            }
        });
        return new TimedBody(request);
    }

    private void cutOff() {
        long now = System.nanoTime();
        waiting.forEach((connection, wait) -> {
            boolean gone = !connection.getEndPoint().isOpen()
                    || connection.getEndPoint().getConnection() != connection;
            if (gone) {
                // Closed, or became a WebSocket, just when it was put here.
                waiting.remove(connection, wait);
            } else if (!wait.begun && connection.getBytesIn() > wait.bytesBefore) {
                wait.begun = true;
                wait.since = now;
            } else if (wait.begun && now - wait.since > timeoutNanos) {
                waiting.remove(connection, wait);
                connection.getEndPoint().close(new TimeoutException("The headers of a request took too long"));
            }
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private final class TimedBody extends Request.Wrapper {

        private final long since = System.nanoTime();
        private long bytes;
        private Content.Chunk failure;

        TimedBody(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            if (failure != null) {
                return failure;
            }
            Content.Chunk chunk = super.read();
            if (chunk == null || chunk.isLast() || Content.Chunk.isFailure(chunk)) {
                return chunk;
            }
            bytes += chunk.remaining();
            long allowed = timeoutNanos + TimeUnit.SECONDS.toNanos(bytes) / BYTES_PER_SECOND;
            if (System.nanoTime() - since <= allowed) {
                return chunk;
            }
            chunk.release();
            failure = Content.Chunk.from(
                    new HttpException.RuntimeException(
                            HttpStatus.REQUEST_TIMEOUT_408, "The body of the request came too slowly"),
                    true);
            return failure;
        }
    }
}
