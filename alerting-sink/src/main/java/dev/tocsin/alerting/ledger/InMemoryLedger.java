package dev.tocsin.alerting.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The ledger in this process: for tests, and beside Redis for when it is away. Thread-safe. */
public final class InMemoryLedger implements Ledger {

    /** About 30 MB; an installation with more transitions in two days has other worries than a repeated message. */
    private static final int MOST_MARKS = 100_000;

    private record Incident(String channel, String id) {}

    private record Lease(String owner, Instant until) {}

    private final Clock clock;
    private final Duration memory;
    private final LinkedHashMap<Incident, Mark> marks = new LinkedHashMap<>();
    private final Map<DeliveryKey, Lease> leases = new HashMap<>();

    public InMemoryLedger(Clock clock, Duration memory) {
        this.clock = clock;
        this.memory = memory;
    }

    @Override
    public synchronized Optional<Mark> read(String channel, String incidentId) {
        forgetOld();
        return Optional.ofNullable(marks.get(new Incident(channel, incidentId)));
    }

    @Override
    public synchronized Claim claim(DeliveryKey key, String owner, Duration lease) {
        Mark mark = marks.get(new Incident(key.channel(), key.incidentId()));
        if (mark != null && mark.closes(key.sequence())) {
            return new Claim.Settled(mark);
        }
        Instant now = clock.instant();
        Lease held = leases.get(key);
        if (held != null && !held.owner.equals(owner) && held.until.isAfter(now)) {
            return new Claim.Held(Duration.between(now, held.until));
        }
        leases.put(key, new Lease(owner, now.plus(lease)));
        return new Claim.Granted();
    }

    @Override
    public synchronized void release(DeliveryKey key, String owner) {
        Lease held = leases.get(key);
        if (held != null && held.owner.equals(owner)) {
            leases.remove(key);
        }
    }

    @Override
    public synchronized void settle(DeliveryKey key, String owner, Mark mark) {
        release(key, owner);
        Incident incident = new Incident(key.channel(), key.incidentId());
        // Removed first, so that the oldest settlement stands at the front.
        Mark before = marks.remove(incident);
        marks.put(incident, before == null ? mark : before.then(mark));
        forgetOld();
    }

    synchronized void forEach(BiConsumer<DeliveryKey, Mark> action) {
        new LinkedHashMap<>(marks)
                .forEach((incident, mark) ->
                        action.accept(new DeliveryKey(incident.channel, incident.id, mark.sequence()), mark));
    }

    private void forgetOld() {
        long oldest = clock.millis() - memory.toMillis();
        Iterator<Mark> iterator = marks.values().iterator();
        while (iterator.hasNext()) {
            Mark mark = iterator.next();
            if (mark.at() >= oldest && marks.size() <= MOST_MARKS) {
                break;
            }
            iterator.remove();
        }
        if (leases.size() > MOST_MARKS) {
            Instant now = clock.instant();
            leases.values().removeIf(lease -> !lease.until.isAfter(now));
        }
    }
}
