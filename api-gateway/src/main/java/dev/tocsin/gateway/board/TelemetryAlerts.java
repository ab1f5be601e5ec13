package dev.tocsin.gateway.board;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Metric;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.health.incident.Incident;
import dev.tocsin.health.incident.Incident.Phase;
import dev.tocsin.health.incident.IncidentId;
import dev.tocsin.health.incident.Judgement;
import dev.tocsin.health.rules.Rule;
import dev.tocsin.health.rules.TelemetryThresholds;
import dev.tocsin.health.rules.TelemetryThresholds.Crossing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The alerts of the telemetry API: one entry an incident, moved to the end whenever a further sample of it crosses a limit.
 *
 * <p>The job decides and publishes; but whoever posts a sample expects its alert in the answer, before the job has seen it.
 * So the same state machine runs here over the same samples, and names the incident as the job will: by its fingerprint and
 * the time of its first crossing. Where the two disagree for a moment, the job's transition wins. Thread-safe.
 */
final class TelemetryAlerts {

    static final int KEPT = 100;
    private static final int MAX_SERIES = 10_000;
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofSeconds(10);

    private final Map<String, TelemetryAlert> alerts = new LinkedHashMap<>();
    /** What listeners were told last of an incident. */
    private final Map<String, TelemetryAlert> told = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Incident> incidents = new LinkedHashMap<>(16, 0.75f, true);

    /** The alert of a sample that is about to be stored, if it crosses a limit; it enters the list at once. */
    synchronized Optional<TelemetryAlert> foresee(TelemetrySample sample) {
        return crossing(sample).map(crossing -> add(sample, crossing));
    }

    /** Follows a sample that was stored; its alert, if it crosses a limit and listeners were not just told of that. */
    synchronized Optional<TelemetryAlert> follow(TelemetrySample sample) {
        Optional<Crossing> crossing = crossing(sample);
        String fingerprint = fingerprint(sample.service(), sample.metric());
        Incident before = incidents.getOrDefault(fingerprint, Incident.INACTIVE);
        Incident after = before.on(judgement(crossing), Rule.TELEMETRY_THRESHOLD.hold(), sample.timestamp())
                .incident();
        if (after.equals(Incident.INACTIVE)) {
            incidents.remove(fingerprint);
        } else {
            incidents.put(fingerprint, after);
            if (incidents.size() > MAX_SERIES) {
                incidents.remove(incidents.keySet().iterator().next());
            }
        }
        return crossing.map(crossed -> add(sample, crossed)).filter(this::isNews);
    }

    /** Takes over what the job decided; an alert if that is new to the list. */
    synchronized Optional<TelemetryAlert> follow(AlertTransition transition) {
        if (transition.ruleNumber() == Rule.TELEMETRY_THRESHOLD.number()) {
            Incident there = incidents.getOrDefault(transition.fingerprint(), Incident.INACTIVE);
            if (there.phase() == Phase.FIRING && there.openedAt() > transition.openedAt()) {
                // Of an incident before this one, read again after a restart.
                return Optional.empty();
            }
            if (transition.state() == State.RESOLVED) {
                incidents.remove(transition.fingerprint());
            } else {
                incidents.put(
                        transition.fingerprint(),
                        new Incident(
                                Phase.FIRING, 0, transition.openedAt(), transition.sequence(), transition.severity()));
            }
            return Optional.empty();
        }
        if (transition.state() == State.RESOLVED) {
            return Optional.empty();
        }
        TelemetryAlert alert = TelemetryAlert.of(transition);
        put(alert);
        return Optional.of(alert);
    }

    /** The newest alerts, oldest of them first. */
    synchronized List<TelemetryAlert> newest(int limit) {
        List<TelemetryAlert> all = new ArrayList<>(alerts.values());
        return List.copyOf(all.subList(Math.max(0, all.size() - limit), all.size()));
    }

    /** A series that stays beyond its limit is told of again now and then, and at once when it gets worse. */
    private boolean isNews(TelemetryAlert alert) {
        TelemetryAlert before = told.get(alert.id());
        boolean news = before == null
                || alert.severity().compareTo(before.severity()) > 0
                || !alert.timestamp().isBefore(before.timestamp().plus(TOLD_AGAIN_AFTER));
        if (news) {
            told.put(alert.id(), alert);
            if (told.size() > KEPT) {
                told.remove(told.keySet().iterator().next());
            }
        }
        return news;
    }

    private TelemetryAlert add(TelemetrySample sample, Crossing crossing) {
        String fingerprint = fingerprint(sample.service(), sample.metric());
        Incident open = incidents.getOrDefault(fingerprint, Incident.INACTIVE);
        long openedAt = open.phase() == Phase.FIRING ? open.openedAt() : sample.timestamp();
        TelemetryAlert alert =
                TelemetryAlert.of(IncidentId.of(fingerprint, openedAt).toString(), sample, crossing);
        put(alert);
        return alert;
    }

    private void put(TelemetryAlert alert) {
        alerts.remove(alert.id());
        alerts.put(alert.id(), alert);
        if (alerts.size() > KEPT) {
            alerts.remove(alerts.keySet().iterator().next());
        }
    }

    private static Optional<Crossing> crossing(TelemetrySample sample) {
        return TelemetryThresholds.crossing(sample.metric(), sample.value());
    }

    private static Judgement judgement(Optional<Crossing> crossing) {
        return crossing.<Judgement>map(crossed -> new Judgement.Bad(crossed.severity(), "", "", List.of()))
                .orElseGet(() -> new Judgement.Good("", List.of()));
    }

    private static String fingerprint(String service, Metric metric) {
        return Entity.service(service) + "/" + Rule.TELEMETRY_THRESHOLD.wire() + "/" + metric.wire();
    }
}
