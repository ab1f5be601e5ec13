package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.incident.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Judgements of one entity on their way to its incidents, and what people are told of them. */
record Telling(Entity entity, IncidentBook incidents, List<AlertTransition> transitions) {

    Telling(Entity entity, IncidentBook incidents) {
        this(entity, incidents, new ArrayList<>());
    }

    void step(Rule rule, String scope, Judgement judgement, ServiceDefinition definition, long at) {
        incidents.step(entity, rule, scope, judgement, definition, at).ifPresent(transitions::add);
    }

    void end(Set<Rule> rules, String calm, String reason, ServiceDefinition definition, long at) {
        end(rules, "", calm, reason, definition, at);
    }

    void end(Set<Rule> rules, String scope, String calm, String reason, ServiceDefinition definition, long at) {
        transitions.addAll(incidents.end(entity, rules, scope, calm, reason, definition, at));
    }
}
