package dev.tocsin.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.definitions.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A service as {@code GET /services} tells of it, its fields by the keys and in the form of {@code tocsin.yml}. What the gateway
 * does not tell is not there.
 *
 * @param declaredInFile whether the gateway's file declares it
 * @param wholeSeconds whether interval and timeout are told in whole seconds only
 */
record ListedService(String key, boolean declaredInFile, boolean wholeSeconds, Map<String, Object> fields) {

    private static final String NAME = "name";
    private static final String URL = "url";
    private static final String GROUP = "group";
    private static final String INTERVAL = "interval";
    private static final String TIMEOUT = "timeout";
    private static final String APDEX = "apdex";
    private static final String OBJECTIVE = "objective";
    private static final String FAILURES_TO_ALERT = "failures_to_alert";
    private static final String QUORUM = "quorum";
    private static final String SUCCESSES_TO_RESOLVE = "successes_to_resolve";
    private static final String LATENCY_ALERT = "latency_alert";
    private static final String ANOMALY_DETECTOR = "anomaly_detector";
    private static final String ANOMALY_SENSITIVITY = "anomaly_sensitivity";
    private static final String ANOMALY_WARM_UP = "anomaly_warm_up";
    private static final long MINUTE_MS = 60_000;
    static final String DEPENDS_ON = "depends_on";

    /** @param keys of all services, since a dependency on one that is gone is none */
    static ListedService of(JsonNode answer, Set<String> keys) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(NAME, answer.path(NAME).asText());
        fields.put(URL, answer.path(URL).asText());
        text(answer, GROUP, fields);
        boolean wholeSeconds = !answer.hasNonNull("interval_ms") || !answer.hasNonNull("timeout_ms");
        duration(answer, INTERVAL, fields);
        duration(answer, TIMEOUT, fields);
        duration(answer, APDEX, fields);
        number(answer, OBJECTIVE, fields);
        count(answer, FAILURES_TO_ALERT, fields);
        count(answer, QUORUM, fields);
        count(answer, SUCCESSES_TO_RESOLVE, fields);
        duration(answer, LATENCY_ALERT, fields);
        text(answer, ANOMALY_DETECTOR, fields);
        number(answer, ANOMALY_SENSITIVITY, fields);
        duration(answer, ANOMALY_WARM_UP, fields);
        if (answer.hasNonNull(DEPENDS_ON)) {
            List<String> others = new ArrayList<>();
            answer.get(DEPENDS_ON).forEach(other -> others.add(other.asText()));
            others.removeIf(other -> !keys.contains(other));
            fields.put(DEPENDS_ON, others.stream().sorted().toList());
        }
        // A gateway that does not say where services come from has them from its file or loses nothing by the mistake.
        boolean declaredInFile = answer.path("origin").asText("file").equals("file");
        return new ListedService(answer.path("key").asText(), declaredInFile, wholeSeconds, fields);
    }

    /** The fields of a declared service as this one tells its own, so that the two can be compared. */
    Map<String, Object> asHere(DeclaredService declared) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(NAME, declared.name());
        all.put(URL, declared.url());
        all.put(GROUP, declared.group());
        all.put(INTERVAL, Durations.shown(told(declared.intervalMs())));
        all.put(TIMEOUT, Durations.shown(told(declared.timeoutMs())));
        all.put(APDEX, Durations.shown(declared.apdexMs()));
        all.put(OBJECTIVE, declared.objective());
        all.put(FAILURES_TO_ALERT, declared.failuresToAlert());
        all.put(QUORUM, declared.quorum());
        all.put(SUCCESSES_TO_RESOLVE, declared.successesToResolve());
        all.put(LATENCY_ALERT, Durations.shown(declared.latencyAlertMs()));
        all.put(ANOMALY_DETECTOR, declared.anomaly().detector().wire());
        all.put(ANOMALY_SENSITIVITY, declared.anomaly().sensitivity());
        all.put(ANOMALY_WARM_UP, Durations.shown(declared.anomaly().warmUpMinutes() * MINUTE_MS));
        all.put(DEPENDS_ON, declared.dependsOn().stream().sorted().toList());
        all.keySet().retainAll(fields.keySet());
        return all;
    }

    private long told(long millis) {
        return wholeSeconds ? Math.max(1, Math.round(millis / 1_000.0)) * 1_000 : millis;
    }

    private static void text(JsonNode answer, String key, Map<String, Object> fields) {
        if (answer.hasNonNull(key)) {
            fields.put(key, answer.get(key).asText());
        }
    }

    private static void number(JsonNode answer, String key, Map<String, Object> fields) {
        if (answer.hasNonNull(key)) {
            fields.put(key, answer.get(key).asDouble());
        }
    }

    private static void count(JsonNode answer, String key, Map<String, Object> fields) {
        if (answer.hasNonNull(key)) {
            fields.put(key, answer.get(key).asInt());
        }
    }

    private static void duration(JsonNode answer, String key, Map<String, Object> fields) {
        if (answer.hasNonNull(key + "_ms")) {
            fields.put(key, Durations.shown(answer.get(key + "_ms").asLong()));
        } else if (answer.hasNonNull(key + "_seconds")) {
            fields.put(key, Durations.shown(answer.get(key + "_seconds").asLong() * 1_000));
        }
    }
}
