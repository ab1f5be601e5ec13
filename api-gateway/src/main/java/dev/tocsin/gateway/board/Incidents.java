package dev.tocsin.gateway.board;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Notification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest transition of each incident, and what people were told of them. Thread-safe. */
final class Incidents {

    static final int SHOWN = 100;
    /** Open incidents are kept beyond what is shown, since cards count them; but not without bound. */
    private static final int MAX_KEPT = 10_000;

    private final Map<String, AlertTransition> newest = new LinkedHashMap<>();
    private final Map<String, Notification> notifications = new LinkedHashMap<>();
    private final Map<Entity, Integer> firing = new HashMap<>();

    /** Takes a transition over; false if that incident is known to be further already. */
    synchronized boolean put(AlertTransition transition) {
        AlertTransition there = newest.get(transition.incidentId());
        if (there != null && there.sequence() >= transition.sequence()) {
            return false;
        }
        // Removed first, so that the map's order is the order of the newest transitions.
        newest.remove(transition.incidentId());
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

    /** The last incidents, newest transition first. */
    synchronized List<IncidentCard> cards() {
        return newest.values().stream()
                .sorted(Comparator.comparingLong(AlertTransition::at).reversed())
                .limit(SHOWN)
                .map(IncidentCard::of)
                .toList();
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

    private void trim() {
        if (newest.size() <= SHOWN) {
            return;
        }
        List<AlertTransition> oldestFirst = new ArrayList<>(newest.values());
        int surplus = oldestFirst.size() - SHOWN;
        for (AlertTransition transition : oldestFirst) {
            boolean mayGo = transition.state() == State.RESOLVED || newest.size() > MAX_KEPT;
            if (surplus > 0 && mayGo) {
                newest.remove(transition.incidentId());
                count(transition, -1);
                surplus--;
            }
        }
    }
}
