package dev.tocsin.gateway.live;

import dev.tocsin.gateway.board.ApiJson;
import dev.tocsin.gateway.board.Board;
import dev.tocsin.gateway.board.IncidentCard;
import dev.tocsin.gateway.board.SampleRow;
import dev.tocsin.gateway.board.ServiceCard;
import dev.tocsin.gateway.board.StatusBoard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What streams begin with: {@code initial}, the newest samples, newest first, and on the board's feed before it
 * {@code board}. Pictures of everything are shared for a moment, since many join at once when they all lost their line.
 * Thread-safe.
 */
final class Pictures {

    private static final long SHARED_MS = 250;

    private final StatusBoard board;
    private final FrameLog log;
    private final Clock clock;
    private Picture metrics;
    private Picture everything;

    Pictures(StatusBoard board, FrameLog log, Clock clock) {
        this.board = board;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A picture.
     *
     * @param number of the last frame that it shows for sure; later ones may be in it or not
     */
    record Picture(long number, long at, List<Frame> frames) {}

    /** As somebody wants to see it. */
    Picture of(Wish wish) {
        if (!wish.services().isEmpty()) {
            return make(wish);
        }
        synchronized (this) {
            Picture shared = wish.wantsBoard() ? everything : metrics;
            if (shared == null || Math.abs(clock.millis() - shared.at()) > SHARED_MS) {
                shared = make(wish);
                if (wish.wantsBoard()) {
                    everything = shared;
                } else {
                    metrics = shared;
                }
            }
            return shared;
        }
    }

    /** The board alone, as it is right now. */
    Picture boardNow() {
        long number = log.newest();
        return new Picture(number, clock.millis(), List.of(frame(number, "board", board.board())));
    }

    private Picture make(Wish wish) {
        // Read first: what happens while the picture is made comes after it, too.
        long number = log.newest();
        List<Frame> frames = new ArrayList<>();
        if (wish.wantsBoard()) {
            frames.add(frame(number, "board", only(wish, board.board())));
        }
        frames.add(frame(
                number,
                "initial",
                board.recentSamples().stream()
                        .filter(row -> wish.isAbout(subjects(row)))
                        .toList()));
        return new Picture(number, clock.millis(), frames);
    }

    private static Board only(Wish wish, Board board) {
        return wish.services().isEmpty()
                ? board
                : new Board(
                        board.at(),
                        board.services().stream()
                                .filter(card -> wish.isAbout(subjects(card)))
                                .toList(),
                        board.hosts(),
                        board.incidents().stream()
                                .filter(incident -> wish.isAbout(subjects(incident)))
                                .toList(),
                        board.notifications(),
                        board.counts());
    }

    private Frame frame(long number, String type, Object data) {
        return new Frame(log.id(number), type, List.of(), false, ApiJson.write(data));
    }

    static List<String> subjects(SampleRow row) {
        return List.of(row.service());
    }

    static List<String> subjects(ServiceCard card) {
        return List.of(card.key(), card.name());
    }

    static List<String> subjects(IncidentCard incident) {
        return Stream.of(incident.entity().key(), incident.entityName())
                .filter(Objects::nonNull)
                .toList();
    }
}
