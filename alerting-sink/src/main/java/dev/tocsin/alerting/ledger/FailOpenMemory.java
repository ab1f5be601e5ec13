package dev.tocsin.alerting.ledger;

import dev.tocsin.events.Entity;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable memory, and one in this process for when it is away. The first failure switches over at once, so a page
 * waits for one time-out at most; so do a few slow answers in a row. {@link #heal} switches back and writes down what happened meanwhile.
 *
 * <p>The process remembers only what it wrote itself. Had it also kept what others wrote, it could revive an incident that
 * another notifier has closed, and that would cover real outages.
 *
 * <p>Calls come from the delivery loop alone; {@link #bypassed}, {@link #isBypassing} and {@link #suspend} are safe from
 * any thread.
 */
public final class FailOpenMemory implements Ledger, OpenIncidents, Aftermaths {

    private static final Logger logger = LoggerFactory.getLogger(FailOpenMemory.class);

    private static final String TOO_SLOW = "it answers too slowly for pages to wait";

    private record Closed(String channel, Entity entity, String incidentId) {}

    private final Ledger durableLedger;
    private final OpenIncidents durableIncidents;
    private final Aftermaths durableAftermaths;
    private final InMemoryLedger ownLedger;
    private final InMemoryOpenIncidents ownIncidents = new InMemoryOpenIncidents();
    private final InMemoryAftermaths ownAftermaths;
    private final Map<Closed, Long> closedMeanwhile = new HashMap<>();
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Patience patience = new Patience();
    private final LongAdder bypassed = new LongAdder();
    private volatile boolean bypassing;
    private boolean forgetWhenHealed;

    /**
     * @param nanoTime how long an answer takes goes by this one
     * @param memory how long it is remembered what was settled
     * @param grace how long an aftermath lasts
     */
    public FailOpenMemory(
            Ledger durableLedger,
            OpenIncidents durableIncidents,
            Aftermaths durableAftermaths,
            Clock clock,
            LongSupplier nanoTime,
            Duration memory,
            Duration grace) {
        this.durableLedger = durableLedger;
        this.durableIncidents = durableIncidents;
        this.durableAftermaths = durableAftermaths;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.ownLedger = new InMemoryLedger(clock, memory);
        this.ownAftermaths = new InMemoryAftermaths(clock, grace);
    }

    @Override
    public Optional<Mark> read(String channel, String incidentId) {
        Optional<Mark> own = ownLedger.read(channel, incidentId);
        Optional<Mark> durable =
                ask(() -> durableLedger.read(channel, incidentId)).orElse(Optional.empty());
        if (own.isEmpty() || durable.isEmpty()) {
            return own.or(() -> durable);
        }
        return Optional.of(durable.get().then(own.get()));
    }

    @Override
    public Claim claim(DeliveryKey key, String owner, Duration lease) {
        Claim own = ownLedger.claim(key, owner, lease);
        if (own instanceof Claim.Settled) {
            return own;
        }
        return ask(() -> durableLedger.claim(key, owner, lease)).orElse(own);
    }

    @Override
    public void release(DeliveryKey key, String owner) {
        ownLedger.release(key, owner);
        tell(() -> durableLedger.release(key, owner));
    }

    @Override
    public void settle(DeliveryKey key, String owner, Mark mark) {
        ownLedger.settle(key, owner, mark);
        tell(() -> durableLedger.settle(key, owner, mark));
    }

    @Override
    public List<OpenIncident> of(String channel, Entity entity) {
        return ask(() -> durableIncidents.of(channel, entity)).orElseGet(() -> ownIncidents.of(channel, entity));
    }

    @Override
    public void put(String channel, OpenIncident incident) {
        ownIncidents.put(channel, incident);
        closedMeanwhile.remove(new Closed(channel, incident.entity(), incident.incidentId()));
        tell(() -> durableIncidents.put(channel, incident));
    }

    @Override
    public void remove(String channel, Entity entity, String incidentId) {
        ownIncidents.remove(channel, entity, incidentId);
        if (!tell(() -> durableIncidents.remove(channel, entity, incidentId))) {
            closedMeanwhile.put(new Closed(channel, entity, incidentId), clock.millis());
        }
    }

    @Override
    public Set<Entity> covered(String channel) {
        return ask(() -> durableIncidents.covered(channel)).orElseGet(() -> ownIncidents.covered(channel));
    }

    @Override
    public int count(String channel) {
        return ask(() -> durableIncidents.count(channel)).orElseGet(() -> ownIncidents.count(channel));
    }

    @Override
    public void add(String channel, Aftermath aftermath) {
        ownAftermaths.add(channel, aftermath);
        tell(() -> durableAftermaths.add(channel, aftermath));
    }

    @Override
    public List<Aftermath> recent(String channel, Entity entity) {
        return ask(() -> durableAftermaths.recent(channel, entity))
                .orElseGet(() -> ownAftermaths.recent(channel, entity));
    }

    /** Goes on without the durable memory until {@link #heal} succeeds. */
    public void suspend(String why) {
        if (!bypassing) {
            bypassing = true;
            logger.warn("going on without Redis, a restart meanwhile may repeat messages: {}. Is it running?", why);
        }
    }

    /** Writes down what the process knows and goes back to the durable memory; stays as it is if that fails. */
    public void heal() {
        patience.renew();
        try {
            ownLedger.forEach((key, mark) -> writeDown(() -> durableLedger.settle(key, "", mark)));
            for (Closed closed : new ArrayList<>(closedMeanwhile.keySet())) {
                writeDown(() -> durableIncidents.remove(closed.channel, closed.entity, closed.incidentId));
                closedMeanwhile.remove(closed);
            }
            ownIncidents
                    .snapshot()
                    .forEach((place, incidents) -> incidents.forEach(
                            incident -> writeDown(() -> durableIncidents.put(place.channel(), incident))));
            ownAftermaths.forEach((channel, aftermath) -> writeDown(() -> durableAftermaths.add(channel, aftermath)));
        } catch (MemoryUnavailableException e) {
            suspend(e.getMessage());
            return;
        }
        if (bypassing) {
            bypassing = false;
            logger.info("Redis answers again; {} questions were answered without it", bypassed.sum());
        }
        if (forgetWhenHealed) {
            forgetIncidents();
        }
    }

    /**
     * Forgets the open incidents, because others look after some of them from now on; the durable memory still has all.
     * While it is away it is not asked, and those that stay ours are known nowhere else: then they are forgotten when they
     * are written down. An aftermath is the same for all, and ends anyway.
     */
    public void forgetIncidents() {
        if (bypassing) {
            forgetWhenHealed = true;
            return;
        }
        forgetWhenHealed = false;
        ownIncidents.clear();
        closedMeanwhile.clear();
    }

    public boolean isBypassing() {
        return bypassing;
    }

    /** How many questions were answered without the durable memory. */
    public long bypassed() {
        return bypassed.sum();
    }

    private void writeDown(Runnable statement) {
        timed(() -> {
            statement.run();
            return true;
        });
        if (patience.isLost()) {
            throw new MemoryUnavailableException(TOO_SLOW, null);
        }
    }

    private <T> T timed(Supplier<T> question) {
        long asked = nanoTime.getAsLong();
        T answer = question.get();
        patience.answeredAfter(nanoTime.getAsLong() - asked);
        return answer;
    }

    private boolean tell(Runnable statement) {
        return ask(() -> {
                    statement.run();
                    return true;
                })
                .isPresent();
    }

    private <T> Optional<T> ask(Supplier<T> question) {
        if (!bypassing) {
            try {
                T answer = timed(question);
                if (patience.isLost()) {
                    suspend(TOO_SLOW);
                }
                return Optional.of(answer);
            } catch (MemoryUnavailableException e) {
                suspend(e.getMessage());
            }
        }
        bypassed.increment();
        return Optional.empty();
    }
}
