package dev.tocsin.gateway.web;

import dev.tocsin.gateway.board.ApiJson;
import dev.tocsin.gateway.live.Frame;
import dev.tocsin.gateway.live.Listener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader of server-sent events. Events wait in a bounded queue and are written when the line takes them; nobody waits for
 * a reader. Thread-safe.
 */
final class EventStream implements Listener, WriteListener {

    private static final Logger logger = LoggerFactory.getLogger(EventStream.class);

    private final ServletOutputStream line;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private long bytes;
    /** Whether whoever offers has to write; else somebody is writing, or the server will call when the line takes more. */
    private boolean idle;

    private boolean closing;
    private boolean gone;
    /** Touched only by whoever is writing. */
    private boolean unflushed;

    EventStream(ServletOutputStream line) {
        this.line = line;
    }

    /** Begins to write; completes when there is no more to write. */
    CompletableFuture<Void> begin() {
        line.setWriteListener(this);
        return ended;
    }

    @Override
    public Offer offer(Frame frame) {
        return offer(frame.event());
    }

    private Offer offer(byte[] event) {
        synchronized (this) {
            if (gone || closing) {
                return Offer.GONE;
            }
            if (waiting.size() >= SocketListener.MAX_WAITING || bytes > SocketListener.MAX_WAITING_CHARACTERS) {
                return Offer.FULL;
            }
            add(event);
        }
        writeIfIdle();
        return Offer.TAKEN;
    }

    /** The id comes along without an event, so that a reader who hears little still resumes from the newest. */
    @Override
    public void keepAlive(String id) {
        offer((": keep-alive\nid: " + id + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void drop(String reason) {
        synchronized (this) {
            waiting.clear();
            bytes = 0;
            closing = true;
            add(("event: dropped\ndata: " + ApiJson.write(Map.of("reason", reason)) + "\n\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        writeIfIdle();
    }

    private void add(byte[] event) {
        waiting.add(event);
        bytes += event.length;
    }

    private void writeIfIdle() {
        synchronized (this) {
            if (!idle) {
                return;
            }
            idle = false;
        }
        onWritePossible();
    }

    @Override
    public void onWritePossible() {
        try {
            while (line.isReady()) {
                byte[] event;
                synchronized (this) {
                    event = waiting.poll();
                    bytes -= event == null ? 0 : event.length;
                    idle = event == null && !unflushed && !closing;
                    if (idle) {
                        return;
                    }
                }
                if (event != null) {
                    line.write(event);
                    unflushed = true;
                } else if (unflushed) {
                    unflushed = false;
                    line.flush();
                } else {
                    end();
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            onError(e);
        }
    }

    @Override
    public void onError(Throwable cause) {
        logger.debug("A reader of events went away", cause);
        end();
    }

    private void end() {
        synchronized (this) {
            gone = true;
            waiting.clear();
            bytes = 0;
        }
        ended.complete(null);
    }
}
