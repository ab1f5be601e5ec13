package dev.tocsin.gateway.live;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who listens, and to what. Frames are offered without a lock. Thread-safe. */
final class Members {

    /** Somebody whose line broke may come back and resume: frames are wanted for so long after the last has gone. */
    private static final long WANTED_AFTERWARDS_MS = FrameLog.MAX_AGE_MS;

    private static final Logger logger = LoggerFactory.getLogger(Members.class);

    private final Clock clock;
    private final Map<Listener, Wish> wishes = new ConcurrentHashMap<>();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean boardWatched;
    private volatile long metricsWantedUntil;
    private volatile long boardWantedUntil;

    Members(Clock clock) {
        this.clock = clock;
    }

    /** Somebody is about to join. */
    synchronized void expect(Wish wish) {
        metricsWantedUntil = clock.millis() + WANTED_AFTERWARDS_MS;
        if (wish.wantsBoard()) {
            boardWantedUntil = metricsWantedUntil;
        }
    }

    synchronized void add(Listener listener, Wish wish) {
        wishes.put(listener, wish);
        boardWatched |= wish.wantsBoard();
    }

    synchronized boolean remove(Listener listener) {
        Wish wish = wishes.remove(listener);
        if (wish != null) {
            expect(wish);
            boardWatched = wishes.values().stream().anyMatch(Wish::wantsBoard);
        }
        return wish != null;
    }

    int count() {
        return wishes.size();
    }

    long dropped() {
        return dropped.get();
    }

    boolean anyOf(boolean board) {
        return board ? boardWatched : !wishes.isEmpty();
    }

    /** Whether anybody wants to hear it, or may come back and want to have heard it. */
    boolean isWanted(boolean board) {
        return anyOf(board) || clock.millis() < (board ? boardWantedUntil : metricsWantedUntil);
    }

    /** Tells all who want it. */
    void tell(Frame frame, String reasonIfSlow) {
        wishes.forEach((listener, wish) -> {
            if (wish.wants(frame)) {
                offer(listener, frame, reasonIfSlow);
            }
        });
    }

    /** Tells all who watch the board, whatever else they want. */
    void tellBoard(Frame frame, String reasonIfSlow) {
        wishes.forEach((listener, wish) -> {
            if (wish.wantsBoard()) {
                offer(listener, frame, reasonIfSlow);
            }
        });
    }

    /** Whether it was taken; who does not take it does not listen any more. */
    boolean offer(Listener listener, Frame frame, String reasonIfSlow) {
        switch (offered(listener, frame)) {
            case TAKEN -> {
                return true;
            }
            case GONE -> remove(listener);
            case FULL -> drop(listener, reasonIfSlow);
        }
        return false;
    }

    private static Listener.Offer offered(Listener listener, Frame frame) {
        try {
            return listener.offer(frame);
        } catch (RuntimeException e) {
            // One broken line must not keep all others from hearing.
            logger.warn("A live listener failed and is left", e);
            return Listener.Offer.GONE;
        }
    }

    void keepAlive(String id) {
        wishes.keySet().forEach(listener -> listener.keepAlive(id));
    }

    void drop(Listener listener, String reason) {
        remove(listener);
        dropped.incrementAndGet();
        logger.info("A live listener was dropped: {}", reason);
        listener.drop(reason);
    }

    /** Ends all. */
    void dropAll(String reason) {
        List.copyOf(wishes.keySet()).forEach(listener -> {
            remove(listener);
            listener.drop(reason);
        });
    }
}
