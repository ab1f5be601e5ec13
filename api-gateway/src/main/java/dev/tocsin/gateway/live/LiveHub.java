package dev.tocsin.gateway.live;

import dev.tocsin.gateway.board.ApiJson;
import dev.tocsin.gateway.board.BoardListener;
import dev.tocsin.gateway.board.HostCard;
import dev.tocsin.gateway.board.IncidentCard;
import dev.tocsin.gateway.board.NotificationCard;
import dev.tocsin.gateway.board.SampleRow;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.board.TelemetryAlert;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every listener what happens on the board: samples and alerts to all, cards, incidents, notifications and counts to
 * those of the board feed. Who joins sees the whole first, and then misses nothing. Cards are sent at most twice a second
 * each, as they are then. Thread-safe.
 *
 * <p>Whoever changes the board only writes the frame down; one thread of the hub hands it to the listeners, in the same order
 * to all, and holds no lock while it does.
 *
 * <p>Who names the id of the last frame it heard begins with
 * {@code {"type": "resumed", "data": {"complete": true, "reason": ""}}} and hears, instead of a picture, every frame since.
 * Is that too long ago, or of another run of the gateway, {@code complete} is false, {@code reason} says why, and the picture
 * follows.
 */
public final class LiveHub implements BoardListener, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(LiveHub.class);
    private static final long ROUND_MS = 500;
    private static final long KEEP_ALIVE_MS = 15_000;
    private static final String TOO_SLOW = "too slow: frames pile up; connect again and resume";
    private static final String OVERTAKEN = "the gateway could not keep up; connect again and resume";

    private final StatusBoard board;
    private final Clock clock;
    private final FrameLog log;
    private final Pictures pictures;
    private final BoardChanges changes;
    private final Members members;
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "gateway-live"));
    private final Executor delivery;

    private final AtomicInteger waiting = new AtomicInteger();
    /** The number of the last frame that was handed to the listeners; touched by deliveries alone. */
    private long delivered;

    public LiveHub(StatusBoard board, Clock clock) {
        this(board, clock, Executors.newSingleThreadExecutor(work -> daemon(work, "gateway-frames")));
    }

    /** @param delivery carries out one thing after the other, in order */
    LiveHub(StatusBoard board, Clock clock, Executor delivery) {
        this.board = board;
        this.clock = clock;
        this.delivery = delivery;
        this.log = new FrameLog(clock.millis());
        this.pictures = new Pictures(board, log, clock);
        this.changes = new BoardChanges(board);
        this.members = new Members(clock);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to listen to the board. */
    public void start() {
        board.listen(this);
        rounds.scheduleWithFixedDelay(this::tellChanges, ROUND_MS, ROUND_MS, TimeUnit.MILLISECONDS);
        rounds.scheduleWithFixedDelay(
                () -> onDelivery(() -> members.keepAlive(log.id(delivered))),
                KEEP_ALIVE_MS,
                KEEP_ALIVE_MS,
                TimeUnit.MILLISECONDS);
    }

    /** Somebody joins: what is known first, or what it missed, then what happens. */
    public void join(Listener listener, Wish wish) {
        // From now on everything is written down that happens after the picture.
        members.expect(wish);
        OptionalLong from = wish.resume().map(id -> resumable(id, wish)).orElseGet(OptionalLong::empty);
        List<Frame> first = new ArrayList<>();
        wish.resume().ifPresent(id -> first.add(resumed(id, from.isPresent())));
        if (from.isPresent()) {
            admit(listener, wish, from.getAsLong(), first);
        } else {
            Pictures.Picture picture = pictures.of(wish);
            first.addAll(picture.frames());
            admit(listener, wish, picture.number(), first);
        }
    }

    private void admit(Listener listener, Wish wish, long from, List<Frame> first) {
        onDelivery(() -> {
            Optional<List<Frame>> since = log.between(from, delivered);
            if (since.isEmpty()) {
                members.drop(listener, OVERTAKEN);
                return;
            }
            members.add(listener, wish);
            Stream.concat(first.stream(), since.get().stream().filter(wish::wants))
                    .takeWhile(frame -> members.offer(listener, frame, TOO_SLOW))
                    .forEach(frame -> {});
        });
    }

    /** The number to go on from, if nothing is lost since. */
    private OptionalLong resumable(String id, Wish wish) {
        OptionalLong number = log.number(id);
        return number.isPresent() && log.isComplete(number.getAsLong(), wish.wantsBoard())
                ? number
                : OptionalLong.empty();
    }

    private Frame resumed(String id, boolean complete) {
        String reason = complete
                ? ""
                : log.number(id).isEmpty()
                        ? "that frame is of another run of the gateway"
                        : "that frame is too long ago; frames are kept for a minute";
        String number = complete ? id : log.id(log.newest());
        return new Frame(number, "resumed", List.of(), false, ApiJson.write(new Resumption(complete, reason)));
    }

    /** What a {@code resumed} frame says. */
    record Resumption(boolean complete, String reason) {}

    /** Shows the whole board again, after much has changed that was not told one by one. */
    public void showBoard() {
        log.skip(false);
        log.skip(true);
        if (!members.anyOf(true)) {
            return;
        }
        Pictures.Picture picture = pictures.boardNow();
        onDelivery(() -> {
            // What was told since the picture was begun comes again after it, or it would undo that.
            List<Frame> again = log.between(picture.number(), delivered).orElse(List.of());
            picture.frames().forEach(frame -> members.tellBoard(frame, TOO_SLOW));
            again.stream().filter(Frame::boardOnly).forEach(frame -> members.tell(frame, TOO_SLOW));
        });
    }

    public void leave(Listener listener) {
        members.remove(listener);
    }

    public int listeners() {
        return members.count();
    }

    /** Listeners that were dropped because they were too slow. */
    public long dropped() {
        return members.dropped();
    }

    @Override
    public void sampled(SampleRow row) {
        send("metric", Pictures.subjects(row), row, false);
    }

    @Override
    public void alerted(TelemetryAlert alert) {
        send("alert", List.of(alert.service()), alert, false);
    }

    @Override
    public void incidentChanged(IncidentCard incident) {
        send("incident", Pictures.subjects(incident), incident, true);
    }

    @Override
    public void notified(NotificationCard notification) {
        send("notification", List.of(), notification, true);
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
            if (members.isWanted(true)) {
                changes.next().forEach(frame -> send(frame.type(), frame.subjects(), frame.data(), true));
            } else {
                changes.forget();
                log.skip(true);
            }
        } catch (RuntimeException e) {
            // Thrown on, it would end the schedule, and with it every card.
            logger.error("Cards were not sent; this is a bug, please report it", e);
        }
    }

    private boolean isWanted(boolean boardOnly) {
        boolean wanted = members.isWanted(boardOnly);
        if (!wanted) {
            log.skip(boardOnly);
        }
        return wanted;
    }

    private void send(String type, List<String> subjects, Object data, boolean boardOnly) {
        if (!isWanted(boardOnly)) {
            return;
        }
        log.append(type, subjects, boardOnly, ApiJson.write(data), clock.millis());
        if (waiting.getAndIncrement() == 0) {
            onDelivery(this::deliver);
        }
    }

    private void onDelivery(Runnable work) {
        try {
            delivery.execute(work);
        } catch (RejectedExecutionException e) {
            logger.debug("Nobody is told any more, since the gateway stops", e);
        }
    }

    private void deliver() {
        int seen = waiting.get();
        while (seen > 0) {
            long newest = log.newest();
            Optional<List<Frame>> frames = log.between(delivered, newest);
            delivered = newest;
            if (frames.isPresent()) {
                frames.get().forEach(frame -> members.tell(frame, TOO_SLOW));
            } else {
                members.dropAll(OVERTAKEN);
            }
            seen = waiting.addAndGet(-seen);
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        board.listen(BoardListener.NONE);
        if (delivery instanceof ExecutorService threads) {
            threads.shutdown();
        }
        members.dropAll("the gateway stops");
    }
}
