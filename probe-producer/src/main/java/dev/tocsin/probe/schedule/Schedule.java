package dev.tocsin.probe.schedule;

import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.probe.check.Finding;
import dev.tocsin.probe.check.Prober;
import dev.tocsin.probe.check.Target;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which services are checked from which locations, and when. Thread-safe: changes are carried out one after another on
 * the timer thread, results are handed on from the probers' threads.
 */
public final class Schedule implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Schedule.class);

    private final Ticker ticker;
    private final long origin;
    private final Clock clock;
    private final List<String> locations;
    private final Duration minInterval;
    private final Map<String, Prober> probers = new TreeMap<>();
    private final Consumer<ProbeResult> results;
    private final Counters counters = new Counters();
    private final SortableIds ids = new SortableIds(new SecureRandom());
    /** By service key, a round for each location; touched on the timer thread alone. */
    private final Map<String, List<Round>> rounds = new HashMap<>();

    private volatile int services;
    private volatile boolean closed;

    /** @param results gets every result; must not block */
    public Schedule(
            Ticker ticker,
            Clock clock,
            List<String> locations,
            Duration minInterval,
            List<Prober> probers,
            Consumer<ProbeResult> results) {
        this.ticker = ticker;
        this.origin = ticker.nanoTime();
        this.clock = clock;
        this.locations = List.copyOf(locations);
        this.minInterval = minInterval;
        probers.forEach(prober -> prober.schemes().forEach(scheme -> this.probers.put(scheme, prober)));
        this.results = results;
    }

    /**
     * Begins to check a service, or goes on with a changed one.
     *
     * @throws MalformedRecordException if it cannot be checked as defined; what was known of it before stays in force
     */
    public void put(ServiceDefinition definition) {
        Target target = target(definition);
        ticker.execute(() -> apply(target));
    }

    /** Stops checking a service; results of checks in progress are not handed on. */
    public void remove(String service) {
        ticker.execute(() -> stop(service));
    }

    /** Stops checking all services but these. */
    public void retain(Collection<String> keys) {
        Set<String> kept = Set.copyOf(keys);
        ticker.execute(() -> List.copyOf(rounds.keySet()).stream()
                .filter(service -> !kept.contains(service))
                .forEach(this::stop));
    }

    /** Services that are being checked. */
    public int services() {
        return services;
    }

    public Counters counters() {
        return counters;
    }

    /** Starts no more checks and hands on no more results. */
    @Override
    public void close() {
        closed = true;
        retain(Set.of());
    }

    private Target target(ServiceDefinition definition) {
        Target target = Target.of(definition, minInterval);
        if (!probers.containsKey(target.scheme())) {
            throw new MalformedRecordException(
                    "unknown-kind", "url must begin with one of " + String.join(", ", probers.keySet()));
        }
        return target;
    }

    private void apply(Target target) {
        if (closed) {
            return;
        }
        List<Round> known = rounds.get(target.service());
        if (known != null) {
            known.forEach(round -> round.change(target));
            return;
        }
        List<Round> begun = new ArrayList<>();
        for (int i = 0; i < locations.size(); i++) {
            String location = locations.get(i);
            double phase = Rhythm.phase(target.service(), i, locations.size());
            begun.add(new Round(ticker, counters, origin, phase, target, (round, now) -> check(round, now, location)));
        }
        rounds.put(target.service(), begun);
        services = rounds.size();
    }

    private void stop(String service) {
        List<Round> stopped = rounds.remove(service);
        if (stopped != null) {
            stopped.forEach(Round::stop);
            services = rounds.size();
        }
    }

    private void check(Round round, Target target, String location) {
        Prober prober = probers.get(target.scheme());
        long timestamp = clock.millis();
        try {
            prober.probe(target).whenComplete((finding, failure) -> {
                round.ended();
                hand(round, result(prober, target, location, timestamp, failure == null ? finding : broken(failure)));
            });
        } catch (RuntimeException e) {
            round.ended();
            hand(round, result(prober, target, location, timestamp, broken(e)));
        }
    }

    private Finding broken(Throwable failure) {
        if (!closed) {
            counters.broken.incrementAndGet();
            logger.error("a prober failed instead of finding something; please report this as a bug", failure);
        }
        return Finding.unknown("the prober failed: " + failure.getClass().getSimpleName());
    }

    private void hand(Round round, ProbeResult result) {
        if (!closed && !round.stopped()) {
            counters.finished.incrementAndGet();
            results.accept(result);
        }
    }

    private ProbeResult result(Prober prober, Target target, String location, long timestamp, Finding finding) {
        return new ProbeResult(
                ids.next(timestamp),
                target.service(),
                location,
                prober.kind(),
                timestamp,
                finding.status(),
                finding.latencyMs(),
                finding.statusCode(),
                target.apdexMs(),
                target.interval().toMillis(),
                finding.phases(),
                finding.error(),
                finding.certExpiresAt(),
                target.definitionId(),
                target.definitionVersion());
    }
}
