package dev.tocsin.gateway.live;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a listener wants to hear.
 *
 * @param services only samples, alerts, cards and incidents of services of these names or keys; all if empty. What tells of no
 *     service comes all the same
 * @param types only frames of these types; all if empty. The pictures that a stream begins with come all the same
 * @param resume the id of the last frame that it has heard, to hear what it missed instead of a picture
 */
public record Wish(Feed feed, Set<String> services, Set<String> types, Optional<String> resume) {

    /** How much there is to hear. */
    public enum Feed {
        /** Samples and alerts. */
        METRICS,
        /** These, and everything on the board. */
        BOARD
    }

    /** Types of frames that every feed has. */
    public static final Set<String> METRIC_TYPES = Set.of("initial", "metric", "alert", "resumed");

    /** Types of frames that only the board's feed has. */
    public static final Set<String> BOARD_TYPES =
            Set.of("board", "service", "service_removed", "host", "host_removed", "incident", "notification", "counts");

    public Wish {
        services = Set.copyOf(services);
        types = Set.copyOf(types);
    }

    public static Wish everythingOf(Feed feed) {
        return new Wish(feed, Set.of(), Set.of(), Optional.empty());
    }

    /** Whether that could be an id to resume from. */
    public static boolean isId(String text) {
        return FrameLog.isId(text);
    }

    boolean wantsBoard() {
        return feed == Feed.BOARD;
    }

    boolean wants(Frame frame) {
        return (wantsBoard() || !frame.boardOnly())
                && (types.isEmpty() || types.contains(frame.type()))
                && isAbout(frame.subjects());
    }

    /** Whether it wants to hear of what these name. */
    boolean isAbout(List<String> subjects) {
        return services.isEmpty() || subjects.isEmpty() || !Collections.disjoint(services, subjects);
    }
}
