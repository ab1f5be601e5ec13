package dev.tocsin.gateway.board;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.HostSample;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Notification;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Source;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.SlidingView;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The newest state of all services, machines and incidents. Thread-safe: each topic is fed by one thread, and any may read.
 *
 * <p>What is fed may come twice and out of order; the newer wins. Figures that others must be able to recompute come from
 * final windows only; what is for eyes includes the slices that are still open.
 *
 * <p>Longer than most files, because it is the one door between what feeds and what reads: a few lines a method, and what is
 * kept behind it has classes of its own.
 */
public final class StatusBoard {

    private static final String PROBED = "health_check";
    private static final long HOST_KEPT_MS = 10 * 60_000;

    private final Clock clock;
    private final Supplier<List<ServiceDefinition>> services;
    private final Function<String, Optional<ServiceDefinition>> serviceByKey;
    private final Map<String, ProbedService> probed = new ConcurrentHashMap<>();
    private final Map<String, HostCard> hosts = new ConcurrentSkipListMap<>();
    private final Incidents incidents = new Incidents();
    private final MetricSources sources = new MetricSources();
    private final TelemetryAlerts alerts = new TelemetryAlerts();
    private final AtomicLong quarantined = new AtomicLong();
    private volatile BoardListener listener = BoardListener.NONE;

    /**
     * An empty board.
     *
     * @param services the registered services, in the order in which they are shown
     * @param serviceByKey one of them
     */
    public StatusBoard(
            Clock clock,
            Supplier<List<ServiceDefinition>> services,
            Function<String, Optional<ServiceDefinition>> serviceByKey) {
        this.clock = clock;
        this.services = services;
        this.serviceByKey = serviceByKey;
    }

    /** Whom to tell from now on. */
    public void listen(BoardListener newListener) {
        listener = newListener;
    }

    /** Whether there is a registered service of that key. */
    public boolean isRegistered(String key) {
        return serviceByKey.apply(key).isPresent();
    }

    // ---- what is fed ----

    public void put(AggregateRow row) {
        Source source = row.series().source();
        if (source == Source.TELEMETRY) {
            sources.put(row, clock.millis());
        } else if (source == Source.PROBE && row.series().metric() == Metric.LATENCY) {
            String key = row.series().entity();
            if (fed(key, service -> service.put(row, clock.millis()))) {
                listener.serviceChanged(key);
            }
        }
    }

    /**
     * Takes a check over.
     *
     * @param live whether it happened just now, so that streams should tell of it
     */
    public void put(ProbeResult result, boolean live) {
        if (put(result.service(), LastCheck.of(result))) {
            listener.serviceChanged(result.service());
        }
        if (live) {
            enterStream(result);
        }
    }

    /** Takes a check over that was read from history. */
    public boolean put(String service, LastCheck check) {
        return fed(service, known -> known.put(check));
    }

    /** Takes a stored sample over. */
    public void put(TelemetrySample sample, boolean live) {
        SampleRow row = sources.put(sample);
        Optional<TelemetryAlert> alert = alerts.follow(sample);
        if (live) {
            listener.sampled(row);
            alert.ifPresent(listener::alerted);
        }
    }

    public void put(HostSample sample) {
        HostCard card = HostCard.of(sample);
        HostCard there = hosts.get(card.host());
        if (there == null || !there.updatedAt().isAfter(card.updatedAt())) {
            hosts.put(card.host(), card);
            listener.hostChanged(card);
        }
    }

    public void put(AlertTransition transition, boolean live) {
        if (!incidents.put(transition)) {
            return;
        }
        Optional<TelemetryAlert> alert = alerts.follow(transition);
        if (live) {
            listener.incidentChanged(IncidentCard.of(transition));
            alert.ifPresent(listener::alerted);
        }
        if (transition.entity().kind() == EntityKind.SERVICE) {
            listener.serviceChanged(transition.entity().key());
        }
    }

    public void put(Notification notification, boolean live) {
        if (incidents.put(notification) && live) {
            listener.notified(NotificationCard.of(notification));
        }
    }

    public void quarantined() {
        quarantined.incrementAndGet();
    }

    /** The alert of a sample that is about to be stored, if it crosses a limit. */
    public Optional<TelemetryAlert> foresee(TelemetrySample sample) {
        return alerts.foresee(sample);
    }

    /** A service was registered, or is defined differently now. */
    public void defined(String service) {
        listener.serviceChanged(service);
    }

    /** Forgets all that is known of the probes of a service that was deleted. */
    public void forget(String service) {
        probed.remove(service);
        listener.serviceRemoved(service);
    }

    /** Forgets what no view reaches any more; to be called now and then. */
    public void evict() {
        long now = clock.millis();
        for (String key : probed.keySet()) {
            // In one step, so that nobody feeds what has just been found empty and is about to be dropped.
            probed.computeIfPresent(key, (same, service) -> service.evict(now) ? null : service);
        }
        sources.evict(now);
        hosts.forEach((name, host) -> {
            if (host.updatedAt().toEpochMilli() < now - HOST_KEPT_MS && hosts.remove(name, host)) {
                listener.hostRemoved(name);
            }
        });
    }

    // ---- what is shown ----

    public Board board() {
        List<ServiceCard> cards = cards();
        return new Board(
                clock.instant(),
                cards,
                List.copyOf(hosts.values()),
                incidents.cards(),
                incidents.notificationCards(),
                Board.Counts.of(cards, quarantined.get()));
    }

    /** The cards of all registered services. */
    public List<ServiceCard> cards() {
        return services.get().stream().map(this::card).toList();
    }

    /** How many records the jobs refused. */
    public long quarantinedRecords() {
        return quarantined.get();
    }

    /** The card of a registered service. */
    public Optional<ServiceCard> card(String key) {
        return serviceByKey.apply(key).map(this::card);
    }

    private ServiceCard card(ServiceDefinition definition) {
        int firing = incidents.firing(Entity.service(definition.key()));
        return ServiceCards.card(definition, probed(definition.key()), firing, clock.millis());
    }

    /** The last 24 hours of a service; empty if nothing was checked in them. */
    public Optional<Summary> summary(ServiceDefinition definition) {
        ProbedService service = probed(definition.key());
        long now = clock.millis();
        return service.day(now)
                .filter(day -> day.figures().observations() > 0 && day.to() > now - 24 * Resolution.HOUR.millis())
                .map(day -> Summary.of(definition, day, service.newestCheck().orElse(null)));
    }

    /** From when on {@link #health} needs stored hours, epoch ms. */
    public long historyFrom() {
        return SloAnswer.historyFrom(clock.millis());
    }

    /** Until when {@link #health} needs stored hours, exclusive, epoch ms. */
    public long historyTo() {
        return SloAnswer.historyTo(clock.millis());
    }

    /**
     * All that is known of a service's health.
     *
     * @param asked the views to tell; with several, the one that fits the service's interval judges
     * @param location the only one to tell of by itself; all if empty
     * @param stored counts by hour from {@link #historyFrom} to {@link #historyTo}, empty if history does not answer
     */
    public ServiceHealth health(
            ServiceDefinition definition,
            Collection<SlidingView> asked,
            Optional<String> location,
            Optional<NavigableMap<Long, EventCounts>> stored) {
        return ServiceHealth.of(definition, probed(definition.key()), asked, location, stored, clock.millis());
    }

    /** The locations that a service was observed from in the last day. */
    public Set<String> locations(String key) {
        return probed(key).locations();
    }

    /** A service's last hour, with its checks per minute. */
    public HourFigures lastHour(String key) {
        ProbedService service = probed(key);
        long now = clock.millis();
        long to = Resolution.SLICE.floor(now) + Resolution.SLICE.millis();
        long from = Resolution.MINUTE.floor(to - Resolution.HOUR.millis());
        double perMinute = service.day(now).map(ProbedService.Day::perMinute).orElse(Double.NaN);
        return new HourFigures(Figures.of(service.live(from, to), Metric.LATENCY.unit()), perMinute);
    }

    /** Figures of an hour, and checks per minute over the part of it that was really covered. */
    public record HourFigures(Figures figures, double perMinute) {}

    /**
     * A service's figures point by point.
     *
     * @param location the one that is asked for; all are merged if empty
     * @param stored final windows from history, which memory complements
     */
    public TimelineAnswer timeline(
            ServiceDefinition definition,
            Resolution step,
            Optional<String> location,
            int minutes,
            NavigableMap<Long, Aggregate> stored) {
        long now = clock.millis();
        long to = step.floor(now) + step.millis();
        long from = step.floor(to - minutes * Resolution.MINUTE.millis());
        NavigableMap<Long, Aggregate> known = probed(definition.key()).points(step, location, from, to);
        List<TimelineAnswer.Point> points = new ArrayList<>();
        for (long start = from; start < to; start += step.millis()) {
            Aggregate inMemory = known.get(start);
            Aggregate inHistory = stored.get(start);
            boolean memoryKnowsMore =
                    inHistory == null || inMemory != null && inMemory.observations() >= inHistory.observations();
            Aggregate seen = memoryKnowsMore ? inMemory : inHistory;
            points.add(TimelineAnswer.Point.of(start, seen == null ? new Aggregate() : seen, step, now));
        }
        return new TimelineAnswer(
                definition.id(), definition.key(), step, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), points);
    }

    public List<SampleRow> recentSamples() {
        return sources.recent();
    }

    /** What services say of themselves, and what their checks say, by name. */
    public List<MetricSource> metricSources() {
        long now = clock.millis();
        List<MetricSource> checked = new ArrayList<>();
        for (ServiceDefinition definition : services.get()) {
            ProbedSources.of(definition.name(), probed(definition.key()), now).ifPresent(checked::add);
        }
        return ProbedSources.merged(sources.all(now), checked);
    }

    /** How many sources there are; cheaper than to list them. */
    public int metricSourceCount() {
        Set<String> names = sources.names();
        for (ServiceDefinition definition : services.get()) {
            if (!probed(definition.key()).locations().isEmpty()) {
                names.add(definition.name());
            }
        }
        return names.size();
    }

    /** The newest alerts in the telemetry API's shape, oldest of them first. */
    public List<TelemetryAlert> alerts(int limit) {
        return alerts.newest(limit);
    }

    /** What the newest checks say of a service; empty if nothing is known. */
    public Optional<CheckStatus> status(ServiceDefinition definition) {
        return Optional.ofNullable(
                ServiceCards.status(definition, probed(definition.key()).lastChecks(), clock.millis()));
    }

    /** Whether a service is up right now; empty if nothing is known. */
    public Optional<Boolean> up(ServiceDefinition definition) {
        return status(definition)
                .filter(status -> status != CheckStatus.UNKNOWN)
                .map(status -> status == CheckStatus.OK);
    }

    /** A check of a registered service is also a sample of a source of the same name. */
    private void enterStream(ProbeResult result) {
        String name = serviceByKey
                .apply(result.service())
                .map(ServiceDefinition::name)
                .orElse(result.service());
        Instant at = Instant.ofEpochMilli(result.timestamp());
        Map<String, Object> tags = Map.of("source", PROBED, "location", result.location());
        if (result.latencyMs() != null) {
            enterStream(new SampleRow(at, name, Metric.LATENCY, result.latencyMs(), tags));
        }
        if (result.status() != CheckStatus.UNKNOWN) {
            double failed = result.status().failed() ? 1 : 0;
            enterStream(new SampleRow(at, name, Metric.ERROR_RATE, failed, tags));
        }
    }

    private void enterStream(SampleRow row) {
        sources.remember(row);
        listener.sampled(row);
    }

    /** To read from. */
    private ProbedService probed(String key) {
        return probed.getOrDefault(key, new ProbedService());
    }

    private boolean fed(String key, Predicate<ProbedService> food) {
        AtomicBoolean news = new AtomicBoolean();
        probed.compute(key, (same, there) -> {
            ProbedService service = there == null ? new ProbedService() : there;
            news.set(food.test(service));
            return service;
        });
        return news.get();
    }
}
