package dev.tocsin.alerting;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Severity;
import java.util.List;
import java.util.UUID;

/** Transitions for tests: those of one (service, rule) belong to one incident. */
public final class Alerts {

    /** 2026-01-01 12:00:00 UTC. */
    public static final long NOON = 1_767_268_800_000L;

    public static AlertTransition firing(String service, String rule, Severity severity) {
        return of(service, rule, 1, severity, State.FIRING, NOON);
    }

    public static AlertTransition firing(String service, String rule, int sequence, Severity severity) {
        return of(service, rule, sequence, severity, State.FIRING, NOON);
    }

    public static AlertTransition resolved(String service, String rule, int sequence, Severity severity) {
        return of(service, rule, sequence, severity, State.RESOLVED, NOON + 252_000);
    }

    public static String incidentId(String service, String rule) {
        return UUID.nameUUIDFromBytes((service + "/" + rule).getBytes(UTF_8)).toString();
    }

    private static AlertTransition of(
            String service, String rule, int sequence, Severity severity, State state, long at) {
        return new AlertTransition(
                incidentId(service, rule),
                sequence,
                "service/" + service + "/" + rule,
                3,
                rule,
                Entity.service(service),
                Character.toUpperCase(service.charAt(0)) + service.substring(1),
                severity,
                state,
                state == State.FIRING ? "3 checks in a row failed" : "is fine again",
                state == State.FIRING
                        ? "The last 3 checks from eu-1 failed, the limit is 3. The last error was: connection refused."
                        : "The last check from eu-1 succeeded in 84 ms.",
                List.of(
                        new Evidence("failed checks in a row", state == State.FIRING ? 3 : 0, 3, "", "checks", 3),
                        new Evidence("p95 latency", 3214.5, 2000, "ms", "1m", 58)),
                NOON,
                at,
                4);
    }

    private Alerts() {}
}
