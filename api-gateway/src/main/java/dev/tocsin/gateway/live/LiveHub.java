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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every listener what happens on the board: samples and alerts to all, cards, incidents and notifications to those of
 * the board feed. Cards are sent at most twice a second each, as they are then. Thread-safe.
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
    private static final long CARD_PERIOD_MS = 500;
    private static final String TOO_SLOW = "too slow: frames pile up; connect again";

    private final StatusBoard board;
    private final Map<Listener, Feed> listeners = new LinkedHashMap<>();
    private final Set<String> changedServices = new LinkedHashSet<>();
    private final Map<String, HostCard> changedHosts = new LinkedHashMap<>();
    private final AtomicLong dropped = new AtomicLong();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "gateway-live");
        thread.setDaemon(true);
        return thread;
    });

    public LiveHub(StatusBoard board) {
        this.board = board;
    }

    /** Begins to listen to the board. */
    public void start() {
        board.listen(this);
        executor.scheduleWithFixedDelay(this::sendCards, CARD_PERIOD_MS, CARD_PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    /** Somebody joins: what is known first, then what happens. */
    public void join(Listener listener, Feed feed) {
        // The board's picture is made outside the lock; what changes meanwhile is sent again as a change.
        String picture = feed == Feed.BOARD ? frame("board", board.board()) : null;
        synchronized (this) {
            if (picture != null) {
                listener.offer(picture);
            }
            listener.offer(frame("initial", board.recentSamples()));
            listeners.put(listener, feed);
        }
    }

    public synchronized void leave(Listener listener) {
        listeners.remove(listener);
    }

    public synchronized int listeners() {
        return listeners.size();
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
    public synchronized void serviceChanged(String key) {
        if (!listeners.isEmpty()) {
            changedServices.add(key);
        }
    }

    @Override
    public synchronized void hostChanged(HostCard host) {
        if (!listeners.isEmpty()) {
            changedHosts.put(host.host(), host);
        }
    }

    private void sendCards() {
        try {
            List<String> services;
            List<HostCard> hosts;
            synchronized (this) {
                services = new ArrayList<>(changedServices);
                hosts = new ArrayList<>(changedHosts.values());
                changedServices.clear();
                changedHosts.clear();
            }
            services.forEach(key -> board.card(key).ifPresent(card -> send("service", card, true)));
            hosts.forEach(host -> send("host", host, true));
        } catch (RuntimeException e) {
            // Thrown on, it would end the schedule, and with it every card.
            logger.error("Cards were not sent; this is a bug, please report it", e);
        }
    }

    private void send(String type, Object data, boolean boardOnly) {
        synchronized (this) {
            if (listeners.isEmpty() || boardOnly && !listeners.containsValue(Feed.BOARD)) {
                return;
            }
        }
        String frame = frame(type, data);
        List<Listener> slow = new ArrayList<>();
        synchronized (this) {
            listeners.forEach((listener, feed) -> {
                if ((!boardOnly || feed == Feed.BOARD) && !listener.offer(frame)) {
                    slow.add(listener);
                }
            });
            slow.forEach(listeners::remove);
        }
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
            all = List.copyOf(listeners.keySet());
            listeners.clear();
        }
        all.forEach(listener -> listener.drop("the gateway stops"));
    }
}
