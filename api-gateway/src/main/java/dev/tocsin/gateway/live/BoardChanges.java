package dev.tocsin.gateway.live;

import dev.tocsin.gateway.board.Board.Counts;
import dev.tocsin.gateway.board.HostCard;
import dev.tocsin.gateway.board.ServiceCard;
import dev.tocsin.gateway.board.StatusBoard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what changed on the board, and says round by round what listeners have to be told. Cards are told as they are at
 * that time, so that a hundred checks make one card. Changes may come from any thread, rounds from one.
 */
final class BoardChanges {

    /** A card can also change because time passes, when a service falls silent: every so many rounds all are looked at. */
    private static final int ROUNDS_BETWEEN_LOOKS = 10;

    /** The counts come at least so often, so that a page knows that the line lives. */
    private static final int ROUNDS_BETWEEN_COUNTS = 60;

    private final StatusBoard board;
    private Set<String> changed = new LinkedHashSet<>();
    private Map<String, Change> others = new LinkedHashMap<>();

    private final Map<String, ServiceCard> told = new HashMap<>();
    private Counts toldCounts;
    private long round;

    BoardChanges(StatusBoard board) {
        this.board = board;
    }

    /**
     * What a frame has to say.
     *
     * @param subjects names and keys of the services that it tells of
     */
    record Change(String type, List<String> subjects, Object data) {}

    synchronized void service(String key) {
        changed.add(key);
    }

    synchronized void serviceRemoved(String key) {
        changed.remove(key);
        others.put("service/" + key, new Change("service_removed", List.of(key), Map.of("key", key)));
    }

    synchronized void host(HostCard host) {
        others.put("host/" + host.host(), new Change("host", List.of(), host));
    }

    synchronized void hostRemoved(String host) {
        others.put("host/" + host, new Change("host_removed", List.of(), Map.of("host", host)));
    }

    /** Nobody listened for a while: what was told is void, and those who join will see everything. */
    void forget() {
        synchronized (this) {
            changed.clear();
            others.clear();
        }
        told.clear();
        toldCounts = null;
        round = 0;
    }

    /** What there is to tell by now. */
    List<Change> next() {
        Set<String> services;
        List<Change> frames;
        synchronized (this) {
            services = changed;
            frames = new ArrayList<>(others.values());
            changed = new LinkedHashSet<>();
            others = new LinkedHashMap<>();
        }
        if (round % ROUNDS_BETWEEN_LOOKS == 0) {
            lookAtAll(services);
        }
        for (String key : services) {
            board.card(key).ifPresent(card -> {
                told.put(key, card);
                frames.add(new Change("service", Pictures.subjects(card), card));
            });
        }
        Counts counts = Counts.of(told.values(), board.quarantinedRecords());
        if (!counts.equals(toldCounts) || round % ROUNDS_BETWEEN_COUNTS == 0) {
            toldCounts = counts;
            frames.add(new Change("counts", List.of(), counts));
        }
        round++;
        return frames;
    }

    private void lookAtAll(Set<String> changedServices) {
        Set<String> there = new LinkedHashSet<>();
        for (ServiceCard card : board.cards()) {
            there.add(card.key());
            ServiceCard before = told.put(card.key(), card);
            if (before != null && !before.tellsTheSameAs(card)) {
                changedServices.add(card.key());
            }
        }
        told.keySet().retainAll(there);
    }
}
