package dev.tocsin.gateway.web;

import dev.tocsin.gateway.live.Frame;
import dev.tocsin.gateway.live.Listener;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser. Frames wait in a bounded queue and go out one after the other, each when the one before has left; nobody
 * waits for a browser. Thread-safe.
 */
final class SocketListener implements Listener {

    /** A second of heavy traffic. */
    static final int MAX_WAITING = 2_000;
    /** Pictures of large fleets have some millions; one of any size may wait alone. */
    static final int MAX_WAITING_CHARACTERS = 8_000_000;

    private static final Logger logger = LoggerFactory.getLogger(SocketListener.class);
    private static final int TRY_AGAIN_LATER = 1013;

    private final Session session;
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private int characters;
    private boolean sending;
    private boolean ended;
    /** Who is inside {@link #pump}: a frame that leaves at once calls back on the same thread, and must not recurse. */
    private Thread pumping;

    SocketListener(Session session) {
        this.session = session;
    }

    @Override
    public Offer offer(Frame frame) {
        synchronized (this) {
            if (ended) {
                return Offer.GONE;
            }
            if (waiting.size() >= MAX_WAITING || characters > MAX_WAITING_CHARACTERS) {
                return Offer.FULL;
            }
            waiting.add(frame);
            characters += frame.size();
        }
        pump();
        return Offer.TAKEN;
    }

    @Override
    public void drop(String reason) {
        end(TRY_AGAIN_LATER, reason);
    }

    /** Says goodbye with a WebSocket status. */
    void end(int status, String reason) {
        end();
        session.close(status, reason, Callback.NOOP);
    }

    /** Takes and sends no more. */
    synchronized void end() {
        ended = true;
        waiting.clear();
        characters = 0;
    }

    private void pump() {
        while (true) {
            Frame frame;
            synchronized (this) {
                if (sending || ended || waiting.isEmpty()) {
                    return;
                }
                sending = true;
                pumping = Thread.currentThread();
                frame = waiting.poll();
                characters -= frame.size();
            }
            session.sendText(frame.text(), Callback.from(this::sent, this::failed));
            synchronized (this) {
                if (sending) {
                    pumping = null;
                    return;
                }
            }
        }
    }

    private void sent() {
        boolean resume;
        synchronized (this) {
            sending = false;
            resume = pumping != Thread.currentThread();
        }
        if (resume) {
            pump();
        }
    }

    private void failed(Throwable cause) {
        logger.debug("A browser went away", cause);
        end();
    }
}
