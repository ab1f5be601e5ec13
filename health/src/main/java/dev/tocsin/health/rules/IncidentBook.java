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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        if (incidents.isEmpty() && !(judgement instanceof Judgement.Bad)) {
            return Optional.empty();
        }
        String key = rule.wire() + scope;
        long later = Math.max(at, lastOpened.getOrDefault(key, at - 1) + 1);
        Incident.Step step = incidents.getOrDefault(key, Incident.INACTIVE).on(judgement, rule.hold(), later);
        if (step.incident().equals(Incident.INACTIVE)) {
            incidents.remove(key);
        } else {
            incidents.put(key, step.incident());
            lastOpened.put(key, step.incident().openedAt());
        }
        return transition(entity, rule, key, step, judgement, "is fine again", definition, later);
    }

    /**
     * Ends what is open of some rules for a reason that is not their own judgement.
     *
     * @param calm how things are now, to stand behind the entity's name
     * @param at event time, epoch ms
     */
    List<AlertTransition> end(
            Entity entity,
            Set<Rule> rules,
            String scope,
            String calm,
            String reason,
            ServiceDefinition definition,
            long at) {
        Judgement.Good ended = new Judgement.Good(reason, List.of());
        List<AlertTransition> transitions = new ArrayList<>();
        incidents.entrySet().removeIf(entry -> {
            String key = entry.getKey();
            Rule rule = ruleOf(key);
            if (!rules.contains(rule) || !key.endsWith(scope)) {
                return false;
            }
            Incident incident = entry.getValue();
            long later = Math.max(at, incident.openedAt());
            transition(entity, rule, key, incident.resolve(), ended, calm, definition, later)
                    .ifPresent(transitions::add);
            return true;
        });
        return transitions;
    }

    /** Whether people were told of an incident of that rule and not of its end. */
    boolean isFiring(Rule rule) {
        for (Map.Entry<String, Incident> entry : incidents.tailMap(rule.wire()).entrySet()) {
            if (!isOf(rule, entry.getKey())) {
                break;
            }
            if (entry.getValue().phase() == Incident.Phase.FIRING) {
                return true;
            }
        }
        return false;
    }

    /** The same of one scope, see {@link #step}. */
    boolean isFiring(Rule rule, String scope) {
        Incident incident = incidents.get(rule.wire() + scope);
        return incident != null && incident.phase() == Incident.Phase.FIRING;
    }

    private static boolean isOf(Rule rule, String incidentKey) {
        return incidentKey.equals(rule.wire()) || incidentKey.startsWith(rule.wire() + "/");
    }

    /** Forgets which incidents there were; none may be open. */
    void forgetEnded() {
        lastOpened.keySet().retainAll(incidents.keySet());
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
            if (isOf(rule, incidentKey)) {
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
