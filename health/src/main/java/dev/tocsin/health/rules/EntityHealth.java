package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Source;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.detect.MedianDeviation;
import dev.tocsin.health.figures.Figures;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is known of one entity, and all that is decided about it.
 *
 * <p>Single results arrive as {@link Signal}s and are judged at once; views arrive before the end of their slice and are
 * judged at that end, when all locations' views are there. Mutable and not thread-safe: it is the keyed state of the
 * stream job.
 */
public final class EntityHealth {

    /** What a deleted service's probes still say is ignored for so long after the deletion, ms. */
    public static final long DELETION_REMEMBERED_MS = Admission.ROLLUP_BOUND_MS;

    private static final long NOT_DELETED = Long.MIN_VALUE;
    private static final int MAX_WAITING = 1_000;

    private final Definitions definitions = new Definitions();
    /** Signals of a service of which no definition has come yet, in their order. */
    private final Deque<Signal> waiting = new ArrayDeque<>();
    /** The views of slice ends that were not judged yet. */
    private final SortedMap<Long, List<View>> views = new TreeMap<>();

    private ConsecutiveFailures consecutiveFailures = new ConsecutiveFailures();
    private MedianDeviation latencyDetector = new MedianDeviation();
    private IncidentBook incidents = new IncidentBook();
    private long deletedAt = NOT_DELETED;

    /** A definition that holds from its {@code effectiveAt} on; what waited for the first one is judged by it. */
    public List<AlertTransition> onDefinition(ServiceDefinition definition) {
        deletedAt = NOT_DELETED;
        definitions.add(definition);
        return judgeWaiting(Long.MAX_VALUE);
    }

    /**
     * The entity is not watched any more: its open incidents end, the rest is forgotten, and what its probes still say is
     * ignored. Call {@link #onTime} {@link #DELETION_REMEMBERED_MS} later.
     *
     * @param at event time of the deletion, epoch ms
     */
    public List<AlertTransition> onDeletion(Entity entity, long at) {
        List<AlertTransition> transitions = incidents.endAll(entity, definitions.at(at, entity.key()), at);
        waiting.clear();
        views.clear();
        definitions.clear();
        consecutiveFailures = new ConsecutiveFailures();
        latencyDetector = new MedianDeviation();
        deletedAt = at;
        return transitions;
    }

    /**
     * Judges a single result, unless it comes before the service's definition, as in a job that reads both topics from the
     * beginning. Such a one waits for the definition, but no longer than until {@link #onTime} is called with its time: by
     * then all definitions that could speak of it have come.
     */
    public Optional<AlertTransition> onSignal(Signal signal) {
        if (signal.series().source() != Source.PROBE) {
            return judge(signal);
        }
        if (deletedAt != NOT_DELETED) {
            return Optional.empty();
        }
        if (definitions.isEmpty() && waiting.size() < MAX_WAITING) {
            waiting.add(signal);
            return Optional.empty();
        }
        return judge(signal);
    }

    /** Whether signals wait for a definition. */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Keeps a view until the end of its slice; call {@link #onTime} with {@link View#end()} then. */
    public void onView(View view) {
        if (deletedAt == NOT_DELETED || view.series().source() != Source.PROBE) {
            views.computeIfAbsent(view.end(), end -> new ArrayList<>()).add(view);
        }
    }

    /** Judges what was due by a time that the watermark has reached. */
    public List<AlertTransition> onTime(Entity entity, long time) {
        List<AlertTransition> transitions = judgeWaiting(time);
        SortedMap<Long, List<View>> due = views.headMap(time + 1);
        due.forEach((at, together) -> judge(entity, at, together, transitions));
        due.clear();
        if (deletedAt != NOT_DELETED && time >= deletedAt + DELETION_REMEMBERED_MS) {
            deletedAt = NOT_DELETED;
        }
        return transitions;
    }

    /** Whether nothing is known that would be missed. */
    public boolean isEmpty() {
        return definitions.isEmpty()
                && waiting.isEmpty()
                && views.isEmpty()
                && incidents.isEmpty()
                && latencyDetector.isEmpty()
                && deletedAt == NOT_DELETED;
    }

    private List<AlertTransition> judgeWaiting(long time) {
        List<AlertTransition> transitions = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.peek().timestamp() <= time) {
            judge(waiting.poll()).ifPresent(transitions::add);
        }
        return transitions;
    }

    private Optional<AlertTransition> judge(Signal signal) {
        Entity entity = signal.series().entityId();
        Metric metric = signal.series().metric();
        long at = signal.timestamp();
        ServiceDefinition definition = definitions.at(at, entity.key());
        return switch (signal.series().source()) {
            case PROBE ->
                incidents.step(
                        entity,
                        Rule.CONSECUTIVE_FAILURES,
                        "",
                        consecutiveFailures.on(signal, definition),
                        definition,
                        at);
            case TELEMETRY ->
                incidents.step(
                        entity,
                        Rule.TELEMETRY_THRESHOLD,
                        "/" + metric.wire(),
                        TelemetryThresholds.judge(metric, signal.value()),
                        definition,
                        at);
            case HOST -> Optional.empty();
        };
    }

    private void judge(Entity entity, long end, List<View> together, List<AlertTransition> transitions) {
        List<View> probes = together.stream()
                .filter(view -> view.series().source() == Source.PROBE)
                .filter(view -> view.series().metric() == Metric.LATENCY)
                .toList();
        LastMinute seen = LastMinute.of(
                probes.stream().map(View::slice).toList(),
                probes.stream().map(View::minute).toList());
        if (entity.kind() != EntityKind.SERVICE || seen.minute().isEmpty()) {
            return;
        }
        ServiceDefinition definition = definitions.at(end, entity.key());
        consecutiveFailures
                .forgetSilent(end, definition)
                .flatMap(judgement -> incidents.step(entity, Rule.CONSECUTIVE_FAILURES, "", judgement, definition, end))
                .ifPresent(transitions::add);
        incidents
                .step(entity, Rule.TIERED_THRESHOLDS, "", TieredThresholds.judge(seen, definition), definition, end)
                .ifPresent(transitions::add);
        incidents
                .step(entity, Rule.MULTI_SIGNAL, "", MultiSignal.judge(seen, definition), definition, end)
                .ifPresent(transitions::add);
        incidents
                .step(
                        entity,
                        Rule.ANOMALY,
                        "/latency",
                        LatencyAnomaly.judge(latencyDetector, end, Figures.of(seen.slice(), Metric.LATENCY.unit())),
                        definition,
                        end)
                .ifPresent(transitions::add);
    }

    public void write(DataOutput out) throws IOException {
        definitions.write(out);
        out.writeInt(waiting.size());
        for (Signal signal : waiting) {
            signal.write(out);
        }
        out.writeInt(views.values().stream().mapToInt(List::size).sum());
        for (List<View> together : views.values()) {
            for (View view : together) {
                view.write(out);
            }
        }
        consecutiveFailures.write(out);
        latencyDetector.write(out);
        incidents.write(out);
        out.writeLong(deletedAt);
    }

    public static EntityHealth read(DataInput in) throws IOException {
        EntityHealth health = new EntityHealth();
        health.definitions.read(in);
        for (int left = in.readInt(); left > 0; left--) {
            health.waiting.add(Signal.read(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            health.onView(View.read(in));
        }
        health.consecutiveFailures = ConsecutiveFailures.read(in);
        health.latencyDetector = MedianDeviation.read(in);
        health.incidents = IncidentBook.read(in);
        health.deletedAt = in.readLong();
        return health;
    }
}
