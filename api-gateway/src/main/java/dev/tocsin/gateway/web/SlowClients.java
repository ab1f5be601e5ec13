package dev.tocsin.gateway.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Cuts off clients that send a request, or read an answer, so slowly that they only hold a connection or a thread. Jetty's
 * idle timeout does not: every byte begins it anew. Headers must be complete within the timeout from their first byte, or
 * the connection is closed; a body within the timeout and a second for each 10 KiB, or it is refused with 408; each piece of
 * an answer must be taken as fast. Jetty's own minimum rate is not used: it has no grace, so it would refuse small bodies
 * after a pause of the garbage collector. Thread-safe.
 */
final class SlowClients implements Connection.Listener, HttpConfiguration.Customizer, AutoCloseable {

    private static final long BYTES_PER_SECOND = 10 * 1024;

    private final long timeoutNanos;
    private final Map<Connection, Waiting> waiting = new ConcurrentHashMap<>();
    private final Set<Sending> sending = ConcurrentHashMap.newKeySet();
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

    /** A piece of an answer on its way; not a record, since two of the same moment are two. */
    private static final class Sending {
        private final EndPoint to;
        private final long deadline;

        Sending(EndPoint to, long deadline) {
            this.to = to;
            this.deadline = deadline;
        }
    }

    SlowClients(Duration timeout) {
        this.timeoutNanos = timeout.toNanos();
    }

    void start() {
        long pause = Math.min(TimeUnit.SECONDS.toNanos(1), timeoutNanos / 4);
        timer.scheduleWithFixedDelay(this::cutOff, pause, pause, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        waiting.put(connection, new Waiting(0));
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
        request.addHttpStreamWrapper(stream -> new TimedAnswer(stream, connection.getEndPoint()));
        return new TimedBody(request);
    }

    private long allowed(long bytes) {
        return timeoutNanos + TimeUnit.SECONDS.toNanos(bytes) / BYTES_PER_SECOND;
    }

    private void cutOff() {
        long now = System.nanoTime();
        sending.forEach(piece -> {
            if (now - piece.deadline > 0) {
                piece.to.close(new TimeoutException("An answer was read too slowly"));
            }
        });
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
            if (System.nanoTime() - since <= allowed(bytes)) {
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

    private final class TimedAnswer extends HttpStream.Wrapper {

        private final EndPoint to;

        TimedAnswer(HttpStream stream, EndPoint to) {
            super(stream);
            this.to = to;
        }

        @Override
        public void send(
                MetaData.Request request,
                MetaData.Response response,
                boolean last,
                ByteBuffer content,
                Callback callback) {
            long bytes = content == null ? 0 : content.remaining();
            Sending piece = new Sending(to, System.nanoTime() + allowed(bytes));
            sending.add(piece);
            super.send(request, response, last, content, new Callback.Nested(callback) {
                @Override
                public void completed() {
                    sending.remove(piece);
                }
            });
        }
    }
}
