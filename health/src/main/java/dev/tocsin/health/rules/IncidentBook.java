package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.events.ServiceDefinition;
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

/** The incidents of one entity: what is open, what it is called, and what people are told when that changes. */
final class IncidentBook {

    /** By the part of the fingerprint that follows the entity: the rule, and the metric where a rule has several. */
    private final SortedMap<String, Incident> incidents = new TreeMap<>();
    /** When the last incident of each key opened, so that the next one opens later and has an id of its own. */
    private final SortedMap<String, Long> lastOpened = new TreeMap<>();

    /**
     * Takes a judgement into account.
     *
     * @param scope what tells several incidents of one rule apart, beginning with a slash; empty for rules that have one
     * @param at event time of the judgement, epoch ms
     */
    Optional<AlertTransition> step(
            Entity entity, Rule rule, String scope, Judgement judgement, ServiceDefinition definition, long at) {
        String key = rule.wire() + scope;
        long later = Math.max(at, lastOpened.getOrDefault(key, at - 1) + 1);
        Incident.Step step = incidents.getOrDefault(key, Incident.INACTIVE).on(judgement, rule.hold(), later);
        if (step.incident().equals(Incident.INACTIVE)) {
            incidents.remove(key);
        } else {
            incidents.put(key, step.incident());
            lastOpened.put(key, step.incident().openedAt());
        }
        String calm = "is fine again";
        return transition(entity, rule, key, step, judgement, calm, definition, later);
    }

    /** Ends what is open, since nobody watches the entity any more, and forgets everything. */
    List<AlertTransition> endAll(Entity entity, ServiceDefinition definition, long at) {
        Judgement.Good gone = new Judgement.Good("The service was deleted.", List.of());
        List<AlertTransition> transitions = new ArrayList<>();
        incidents.forEach((key, incident) -> transition(
                        entity,
                        ruleOf(key),
                        key,
                        incident.resolve(),
                        gone,
                        "is not watched any more",
                        definition,
                        Math.max(at, incident.openedAt()))
                .ifPresent(transitions::add));
        incidents.clear();
        lastOpened.clear();
        return transitions;
    }

    boolean isEmpty() {
        return incidents.isEmpty() && lastOpened.isEmpty();
    }

    private static Optional<AlertTransition> transition(
            Entity entity,
            Rule rule,
            String key,
            Incident.Step step,
            Judgement judgement,
            String calm,
            ServiceDefinition definition,
            long at) {
        return step.transition().map(state -> {
            Incident told = step.told();
            String fingerprint = entity + "/" + key;
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
                    judgement instanceof Judgement.Bad bad ? bad.summary() : calm,
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

    void write(DataOutput out) throws IOException {
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

    static IncidentBook read(DataInput in) throws IOException {
        IncidentBook book = new IncidentBook();
        for (int left = in.readInt(); left > 0; left--) {
            book.incidents.put(in.readUTF(), Incident.read(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            book.lastOpened.put(in.readUTF(), in.readLong());
        }
        return book;
    }
}
