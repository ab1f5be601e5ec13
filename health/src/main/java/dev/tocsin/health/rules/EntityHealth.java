package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Source;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.detect.MedianDeviation;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.incident.Incident;
import dev.tocsin.health.incident.IncidentId;
import dev.tocsin.health.incident.Judgement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
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

    private static final long MINUTE_MS = 60_000;

    private final Definitions definitions = new Definitions();
    /** The views of slice ends that were not judged yet. */
    private final SortedMap<Long, List<View>> views = new TreeMap<>();

    private ConsecutiveFailures consecutiveFailures = new ConsecutiveFailures();
    private MedianDeviation latencyDetector = new MedianDeviation();
    /** By the part of the fingerprint that follows the entity: the rule, and the metric where a rule has several. */
    private final SortedMap<String, Incident> incidents = new TreeMap<>();
    /** When the last incident of each key opened, so that the next one opens later and has an id of its own. */
    private final SortedMap<String, Long> lastOpened = new TreeMap<>();

    /** A definition that holds from its {@code effectiveAt} on. */
    public void onDefinition(ServiceDefinition definition) {
        definitions.add(definition);
    }

    /**
     * The entity is not watched any more: its open incidents end, and the rest is forgotten.
     *
     * @param at event time of the deletion, epoch ms
     */
    public List<AlertTransition> onDeletion(Entity entity, long at) {
        Judgement.Good gone = new Judgement.Good("The service is not watched any more.", List.of());
        List<AlertTransition> transitions = new ArrayList<>();
        for (var open : incidents.entrySet()) {
            Incident.Step step = open.getValue().resolve();
            transition(entity, ruleOf(open.getKey()), open.getKey(), step, gone, definitions.at(at, entity.key()), at)
                    .ifPresent(transitions::add);
        }
        incidents.clear();
        lastOpened.clear();
        views.clear();
        definitions.clear();
        consecutiveFailures = new ConsecutiveFailures();
        latencyDetector = new MedianDeviation();
        return transitions;
    }

    /** Judges a single result. */
    public Optional<AlertTransition> onSignal(Signal signal) {
        Entity entity = signal.series().entityId();
        ServiceDefinition definition = definitions.at(signal.timestamp(), entity.key());
        return switch (signal.series().source()) {
            case PROBE ->
                step(
                        entity,
                        Rule.CONSECUTIVE_FAILURES,
                        "",
                        consecutiveFailures.on(signal, definition),
                        definition,
                        signal.timestamp());
            case TELEMETRY ->
                step(
                        entity,
                        Rule.TELEMETRY_THRESHOLD,
                        "/" + signal.series().metric().wire(),
                        TelemetryThresholds.judge(signal.series().metric(), signal.value()),
                        definition,
                        signal.timestamp());
            case HOST -> Optional.empty();
        };
    }

    /** Keeps a view until the end of its slice; call {@link #onSliceEnd} with {@link View#end()} then. */
    public void onView(View view) {
        views.computeIfAbsent(view.end(), end -> new ArrayList<>()).add(view);
    }

    /** Judges the views that end by then. */
    public List<AlertTransition> onSliceEnd(Entity entity, long end) {
        List<AlertTransition> transitions = new ArrayList<>();
        SortedMap<Long, List<View>> due = views.headMap(end + 1);
        due.forEach((at, together) -> judge(entity, at, together, transitions));
        due.clear();
        return transitions;
    }

    /** Whether nothing is known that would be missed. */
    public boolean isEmpty() {
        return definitions.isEmpty()
                && views.isEmpty()
                && incidents.isEmpty()
                && lastOpened.isEmpty()
                && latencyDetector.isEmpty();
    }

    private void judge(Entity entity, long end, List<View> together, List<AlertTransition> transitions) {
        Aggregate slice = new Aggregate();
        Aggregate minute = new Aggregate();
        for (View view : together) {
            if (view.series().source() == Source.PROBE && view.series().metric() == Metric.LATENCY) {
                slice.merge(view.slice());
                minute.merge(view.minute());
            }
        }
        if (entity.kind() != EntityKind.SERVICE || minute.isEmpty()) {
            return;
        }
        ServiceDefinition definition = definitions.at(end, entity.key());
        Figures last10s = Figures.of(slice, Metric.LATENCY.unit(), 0);
        Figures lastMinute = Figures.of(minute, Metric.LATENCY.unit(), MINUTE_MS);
        step(entity, Rule.TIERED_THRESHOLDS, "", TieredThresholds.judge(lastMinute), definition, end)
                .ifPresent(transitions::add);
        step(entity, Rule.MULTI_SIGNAL, "", MultiSignal.judge(slice, lastMinute, definition), definition, end)
                .ifPresent(transitions::add);
        step(entity, Rule.ANOMALY, "/latency", LatencyAnomaly.judge(latencyDetector, end, last10s), definition, end)
                .ifPresent(transitions::add);
    }

    private Optional<AlertTransition> step(
            Entity entity, Rule rule, String scope, Judgement judgement, ServiceDefinition definition, long at) {
        String key = rule.wire() + scope;
        Incident before = incidents.getOrDefault(key, Incident.INACTIVE);
        Incident.Step step = before.on(judgement, rule.hold(), Math.max(at, lastOpened.getOrDefault(key, at - 1) + 1));
        if (step.incident().equals(Incident.INACTIVE)) {
            incidents.remove(key);
        } else {
            incidents.put(key, step.incident());
            lastOpened.put(key, step.incident().openedAt());
        }
        return transition(entity, rule, key, step, judgement, definition, at);
    }

    private static Optional<AlertTransition> transition(
            Entity entity,
            Rule rule,
            String key,
            Incident.Step step,
            Judgement judgement,
            ServiceDefinition definition,
            long at) {
        return step.transition().map(state -> {
            Incident told = step.told();
            String fingerprint = entity + "/" + key;
            String summary = judgement instanceof Judgement.Bad bad ? bad.summary() : "is fine again";
            return new AlertTransition(
                    IncidentId.of(fingerprint, told.openedAt()).toString(),
                    told.sequence(),
                    fingerprint,
                    rule.number(),
                    rule.wire(),
                    entity,
                    definition.name(),
                    told.severity(),
                    state,
                    summary,
                    judgement.reason(),
                    judgement.evidence(),
                    told.openedAt(),
                    at,
                    definition.version());
        });
    }

    private static Rule ruleOf(String incidentKey) {
        for (Rule rule : Rule.values()) {
            if (incidentKey.equals(rule.wire()) || incidentKey.startsWith(rule.wire() + "/")) {
                return rule;
            }
        }
        throw new IllegalStateException("no rule has the incident " + incidentKey);
    }

    public void write(DataOutput out) throws IOException {
        definitions.write(out);
        out.writeInt(views.values().stream().mapToInt(List::size).sum());
        for (List<View> together : views.values()) {
            for (View view : together) {
                view.write(out);
            }
        }
        consecutiveFailures.write(out);
        latencyDetector.write(out);
        out.writeInt(incidents.size());
        for (var entry : incidents.entrySet()) {
            out.writeUTF(entry.getKey());
            entry.getValue().write(out);
        }
        out.writeInt(lastOpened.size());
        for (var entry : lastOpened.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    public static EntityHealth read(DataInput in) throws IOException {
        EntityHealth health = new EntityHealth();
        health.definitions.read(in);
        for (int left = in.readInt(); left > 0; left--) {
            health.onView(View.read(in));
        }
        health.consecutiveFailures = ConsecutiveFailures.read(in);
        health.latencyDetector = MedianDeviation.read(in);
        for (int left = in.readInt(); left > 0; left--) {
            health.incidents.put(in.readUTF(), Incident.read(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            health.lastOpened.put(in.readUTF(), in.readLong());
        }
        return health;
    }
}
