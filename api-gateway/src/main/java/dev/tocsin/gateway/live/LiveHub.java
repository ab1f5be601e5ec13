package dev.tocsin.gateway.live;

import dev.tocsin.gateway.board.ApiJson;
import dev.tocsin.gateway.board.BoardListener;
import dev.tocsin.gateway.board.HostCard;
import dev.tocsin.gateway.board.IncidentCard;
import dev.tocsin.gateway.board.NotificationCard;
import dev.tocsin.gateway.board.SampleRow;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.board.TelemetryAlert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every listener what happens on the board: samples and alerts to all, cards, incidents, notifications and counts to
 * those of the board feed. Who joins sees the whole first, and then misses nothing. Cards are sent at most twice a second
 * each, as they are then. Thread-safe.
 */
public final class LiveHub implements BoardListener, AutoCloseable {

    /** What a listener wants. */
    public enum Feed {
        /** Samples and alerts. */
        METRICS,
        /** These, and everything on the board. */
        BOARD
    }

    private static final Logger logger = LoggerFactory.getLogger(LiveHub.class);
    private static final long ROUND_MS = 500;
    private static final String TOO_SLOW = "too slow: frames pile up; connect again";

    private final StatusBoard board;
    private final BoardChanges changes;
    private final Map<Listener, Member> members = new LinkedHashMap<>();
    /** Held while a picture is made and shown; taken before the monitor, never inside it. */
    private final Object showing = new Object();

    private final AtomicLong dropped = new AtomicLong();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "gateway-live");
        thread.setDaemon(true);
        return thread;
    });

    /** A listener's wish, and the frames that wait until it has seen the picture that they change. */
    private static final class Member {
        private final Feed feed;
        private List<String> held;

        Member(Feed feed) {
            this.feed = feed;
        }

        boolean wants(boolean boardOnly) {
            return !boardOnly || feed == Feed.BOARD;
        }
    }

    public LiveHub(StatusBoard board) {
        this.board = board;
        this.changes = new BoardChanges(board);
    }

    /** Begins to listen to the board. */
    public void start() {
        board.listen(this);
        executor.scheduleWithFixedDelay(this::tellChanges, ROUND_MS, ROUND_MS, TimeUnit.MILLISECONDS);
    }

    /** Somebody joins: what is known first, then what happens. */
    public void join(Listener listener, Feed feed) {
        Member member = new Member(feed);
        synchronized (showing) {
            synchronized (this) {
                member.held = new ArrayList<>();
                members.put(listener, member);
            }
            List<String> first = new ArrayList<>();
            try {
                if (feed == Feed.BOARD) {
                    first.add(frame("board", board.board()));
                }
                first.add(frame("initial", board.recentSamples()));
            } catch (RuntimeException e) {
                leave(listener);
                throw e;
            }
            release(Map.of(listener, member), first);
        }
    }

    /** Shows the whole board again, after much has changed that was not told one by one. */
    public void showBoard() {
        synchronized (showing) {
            Map<Listener, Member> watching = new LinkedHashMap<>();
            synchronized (this) {
                members.forEach((listener, member) -> {
                    if (member.wants(true)) {
                        member.held = new ArrayList<>();
                        watching.put(listener, member);
                    }
                });
            }
            if (!watching.isEmpty()) {
                release(watching, List.of(frame("board", board.board())));
            }
        }
    }

    private void release(Map<Listener, Member> watching, List<String> picture) {
        List<Listener> slow = new ArrayList<>();
        synchronized (this) {
            watching.forEach((listener, member) -> {
                List<String> frames = new ArrayList<>(picture);
                frames.addAll(member.held);
                member.held = null;
                frames.forEach(frame -> offer(listener, member, frame, slow));
            });
        }
        drop(slow);
    }

    public synchronized void leave(Listener listener) {
        members.remove(listener);
    }

    public synchronized int listeners() {
        return members.size();
    }

    /** Listeners that were dropped because they were too slow. */
    public long dropped() {
        return dropped.get();
    }

    @Override
    public void sampled(SampleRow row) {
        send("metric", row, false);
    }

    @Override
    public void alerted(TelemetryAlert alert) {
        send("alert", alert, false);
    }

    @Override
    public void incidentChanged(IncidentCard incident) {
        send("incident", incident, true);
    }

    @Override
    public void notified(NotificationCard notification) {
        send("notification", notification, true);
    }

    @Override
    public void serviceChanged(String key) {
        if (isWanted(true)) {
            changes.service(key);
        }
    }

    @Override
    public void serviceRemoved(String key) {
        if (isWanted(true)) {
            changes.serviceRemoved(key);
        }
    }

    @Override
    public void hostChanged(HostCard host) {
        if (isWanted(true)) {
            changes.host(host);
        }
    }

    @Override
    public void hostRemoved(String host) {
        if (isWanted(true)) {
            changes.hostRemoved(host);
        }
    }

    /** One round; twice a second once started. */
    void tellChanges() {
        try {
            if (isWanted(true)) {
                changes.next().forEach(frame -> send(frame.type(), frame.data(), true));
            } else {
                changes.forget();
            }
        } catch (RuntimeException e) {
            // Thrown on, it would end the schedule, and with it every card.
            logger.error("Cards were not sent; this is a bug, please report it", e);
        }
    }

    private synchronized boolean isWanted(boolean boardOnly) {
        return members.values().stream().anyMatch(member -> member.wants(boardOnly));
    }

    private void send(String type, Object data, boolean boardOnly) {
        if (!isWanted(boardOnly)) {
            return;
        }
        String frame = frame(type, data);
        List<Listener> slow = new ArrayList<>();
        synchronized (this) {
            // A copy: a connection that breaks at this frame may leave while it is offered.
            new LinkedHashMap<>(members).forEach((listener, member) -> {
                if (member.wants(boardOnly)) {
                    offer(listener, member, frame, slow);
                }
            });
        }
        drop(slow);
    }

    private void offer(Listener listener, Member member, String frame, List<Listener> slow) {
        if (member.held != null) {
            member.held.add(frame);
            return;
        }
        switch (listener.offer(frame)) {
            case TAKEN -> {}
            case GONE -> members.remove(listener);
            case FULL -> {
                if (members.remove(listener) != null) {
                    slow.add(listener);
                }
            }
        }
    }

    private void drop(List<Listener> slow) {
        for (Listener listener : slow) {
            dropped.incrementAndGet();
            logger.info("A live listener was dropped: {}", TOO_SLOW);
            listener.drop(TOO_SLOW);
        }
    }

    private static String frame(String type, Object data) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("type", type);
        frame.put("data", data);
        return ApiJson.write(frame);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        board.listen(BoardListener.NONE);
        List<Listener> all;
        synchronized (this) {
            all = List.copyOf(members.keySet());
            members.clear();
        }
        all.forEach(listener -> listener.drop("the gateway stops"));
    }
}
