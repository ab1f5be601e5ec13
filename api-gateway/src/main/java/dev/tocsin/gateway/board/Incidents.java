package dev.tocsin.gateway.board;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Notification;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The newest transition of each incident, and what people were told of them. Thread-safe. */
final class Incidents {

    static final int SHOWN = 100;
    private static final int OPEN_SHOWN = 1_000;
    /** Open incidents are kept beyond what is shown, since cards count them; but not without bound. */
    private static final int MAX_KEPT = 10_000;

    private static final Comparator<AlertTransition> NEWEST_FIRST =
            Comparator.comparingLong(AlertTransition::at).reversed();

    private final Map<String, AlertTransition> newest = new HashMap<>();
    private final Map<String, Notification> notifications = new LinkedHashMap<>();
    private final Map<Entity, Integer> firing = new HashMap<>();

    /** Takes a transition over; false if that incident is known to be further already. */
    synchronized boolean put(AlertTransition transition) {
        AlertTransition there = newest.get(transition.incidentId());
        if (there != null && there.sequence() >= transition.sequence()) {
            return false;
        }
        newest.put(transition.incidentId(), transition);
        count(there, -1);
        count(transition, 1);
        trim();
        return true;
    }

    synchronized boolean put(Notification notification) {
        String identity = notification.incidentId() + "/" + notification.sequence() + "/" + notification.channel();
        Notification there = notifications.get(identity);
        if (there != null && (there.at() > notification.at() || there.equals(notification))) {
            return false;
        }
        notifications.remove(identity);
        notifications.put(identity, notification);
        if (notifications.size() > SHOWN) {
            notifications.remove(notifications.keySet().iterator().next());
        }
        return true;
    }

    /** Open incidents of an entity. */
    synchronized int firing(Entity entity) {
        return firing.getOrDefault(entity, 0);
    }

    /** What is open, and the last that were resolved, newest transition first. */
    synchronized List<IncidentCard> cards() {
        return Stream.concat(
                        newest(State.FIRING).limit(OPEN_SHOWN),
                        newest(State.RESOLVED).limit(SHOWN))
                .sorted(NEWEST_FIRST)
                .map(IncidentCard::of)
                .toList();
    }

    private Stream<AlertTransition> newest(State state) {
        return newest.values().stream()
                .filter(transition -> transition.state() == state)
                .sorted(NEWEST_FIRST);
    }

    /** The last notifications, newest first. */
    synchronized List<NotificationCard> notificationCards() {
        return notifications.values().stream()
                .sorted(Comparator.comparingLong(Notification::at).reversed())
                .map(NotificationCard::of)
                .toList();
    }

    private void count(AlertTransition transition, int step) {
        if (transition != null && transition.state() == State.FIRING) {
            firing.merge(transition.entity(), step, Integer::sum);
            firing.remove(transition.entity(), 0);
        }
    }

    /**
     * The open ones stay, and the resolved ones that were so last by event time: a restart reads old transitions again, and
     * these must not push newer ones out.
     */
    private void trim() {
        if (newest.size() <= SHOWN) {
            return;
        }
        forgetOldest(State.RESOLVED, SHOWN);
        forgetOldest(State.FIRING, MAX_KEPT);
    }

    private void forgetOldest(State state, int kept) {
        newest(state).skip(kept).toList().forEach(transition -> {
            newest.remove(transition.incidentId());
            count(transition, -1);
        });
    }
}
