package dev.tocsin.alerting.ledger;

import dev.tocsin.events.Entity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The open incidents in this process: for tests, and beside Redis for when it is away. Thread-safe. */
public final class InMemoryOpenIncidents implements OpenIncidents {

    record Place(String channel, Entity entity) {}

    private final Map<Place, Map<String, OpenIncident>> places = new HashMap<>();

    @Override
    public synchronized List<OpenIncident> of(String channel, Entity entity) {
        return List.copyOf(
                places.getOrDefault(new Place(channel, entity), Map.of()).values());
    }

    @Override
    public synchronized void put(String channel, OpenIncident incident) {
        places.computeIfAbsent(new Place(channel, incident.entity()), place -> new HashMap<>())
                .put(incident.incidentId(), incident);
    }

    @Override
    public synchronized void remove(String channel, Entity entity, String incidentId) {
        Place place = new Place(channel, entity);
        Map<String, OpenIncident> incidents = places.get(place);
        if (incidents != null) {
            incidents.remove(incidentId);
            if (incidents.isEmpty()) {
                places.remove(place);
            }
        }
    }

    @Override
    public synchronized Set<Entity> covered(String channel) {
        Set<Entity> entities = new HashSet<>();
        places.forEach((place, incidents) -> {
            if (place.channel.equals(channel) && incidents.values().stream().anyMatch(OpenIncident::isCovered)) {
                entities.add(place.entity);
            }
        });
        return entities;
    }

    @Override
    public synchronized int count(String channel) {
        return places.entrySet().stream()
                .filter(entry -> entry.getKey().channel.equals(channel))
                .mapToInt(entry -> (int) entry.getValue().values().stream()
                        .filter(incident -> !incident.closing())
                        .count())
                .sum();
    }

    synchronized Map<Place, List<OpenIncident>> snapshot() {
        Map<Place, List<OpenIncident>> copy = new HashMap<>();
        places.forEach((place, incidents) -> copy.put(place, List.copyOf(incidents.values())));
        return copy;
    }

    synchronized void clear() {
        places.clear();
    }
}
