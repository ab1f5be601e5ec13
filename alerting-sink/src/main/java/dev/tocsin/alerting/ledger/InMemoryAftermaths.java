package dev.tocsin.alerting.ledger;

import dev.tocsin.events.Entity;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The aftermaths in this process: for tests, and beside Redis for when it is away. Thread-safe. */
public final class InMemoryAftermaths implements Aftermaths {

    private record Place(String channel, Entity entity) {}

    private final Clock clock;
    private final Duration grace;
    private final Map<Place, List<Aftermath>> places = new HashMap<>();

    public InMemoryAftermaths(Clock clock, Duration grace) {
        this.clock = clock;
        this.grace = grace;
    }

    @Override
    public synchronized void add(String channel, Aftermath aftermath) {
        List<Aftermath> known =
                places.computeIfAbsent(new Place(channel, aftermath.entity()), place -> new ArrayList<>());
        if (!known.contains(aftermath)) {
            known.add(aftermath);
        }
        if (known.size() > MOST) {
            known.sort(Comparator.comparingLong(Aftermath::resolvedAt));
            known.remove(0);
        }
        forgetOld();
    }

    @Override
    public synchronized List<Aftermath> recent(String channel, Entity entity) {
        forgetOld();
        return List.copyOf(places.getOrDefault(new Place(channel, entity), List.of()));
    }

    synchronized void forEach(BiConsumer<String, Aftermath> action) {
        forgetOld();
        new HashMap<>(places).forEach((place, known) -> List.copyOf(known)
                .forEach(aftermath -> action.accept(place.channel, aftermath)));
    }

    private void forgetOld() {
        long oldest = clock.millis() - grace.toMillis();
        places.values().forEach(known -> known.removeIf(aftermath -> aftermath.resolvedAt() <= oldest));
        places.values().removeIf(List::isEmpty);
    }
}
