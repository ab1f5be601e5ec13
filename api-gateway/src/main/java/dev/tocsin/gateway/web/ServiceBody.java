package dev.tocsin.gateway.web;

import dev.tocsin.events.AnomalyDetector;
import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.Limits;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.definitions.ServiceDefaults;
import dev.tocsin.gateway.definitions.Slug;
import dev.tocsin.gateway.definitions.TargetAddress;
import dev.tocsin.gateway.store.RegisteredService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How requests declare services; the one place where a body becomes a {@link DeclaredService}. Its fields are {@code name},
 * {@code url}, {@code interval_seconds} or {@code interval_ms}, {@code timeout_seconds} or {@code timeout_ms}, {@code group},
 * {@code apdex_ms}, {@code objective} (above 0, below 1), {@code failures_to_alert}, {@code quorum},
 * {@code successes_to_resolve}, {@code latency_alert_ms}, {@code anomaly_detector}, {@code anomaly_sensitivity},
 * {@code anomaly_warm_up_ms} and {@code depends_on} (keys of services).
 *
 * <p>Answers tell times both ways. So when both come back, milliseconds count if the seconds are them rounded; else somebody
 * who knows seconds only has changed those, and they count.
 */
final class ServiceBody {

    /** Anything shorter is scheduled as this when it comes through the API, as HealthTrack does. */
    static final long MIN_INTERVAL_SECONDS = 5;

    private static final long MAX_SECONDS = Limits.MAX_DURATION_MS / 1_000;
    private static final int MAX_COUNT = 1_000;
    private static final int MAX_DEPENDENCIES = 100;
    private static final String NAME = "name";
    static final String URL = "url";
    private static final String INTERVAL = "interval_seconds";
    private static final String INTERVAL_MS = "interval_ms";
    private static final String TIMEOUT = "timeout_seconds";
    private static final String TIMEOUT_MS = "timeout_ms";
    private static final String GROUP = "group";
    private static final String APDEX = "apdex_ms";
    private static final String OBJECTIVE = "objective";
    private static final String FAILURES_TO_ALERT = "failures_to_alert";
    private static final String QUORUM = "quorum";
    private static final String SUCCESSES_TO_RESOLVE = "successes_to_resolve";
    private static final String LATENCY_ALERT = "latency_alert_ms";
    private static final String ANOMALY_DETECTOR = "anomaly_detector";
    private static final String ANOMALY_SENSITIVITY = "anomaly_sensitivity";
    private static final String ANOMALY_WARM_UP = "anomaly_warm_up_ms";
    private static final long MINUTE_MS = 60_000;
    private static final Map<String, AnomalyDetector> DETECTORS = detectors();
    static final String DEPENDS_ON = "depends_on";
    /** What has a default, so that null can mean it. */
    private static final Set<String> OPTIONAL = Set.of(
            INTERVAL,
            INTERVAL_MS,
            TIMEOUT,
            TIMEOUT_MS,
            GROUP,
            APDEX,
            OBJECTIVE,
            FAILURES_TO_ALERT,
            QUORUM,
            SUCCESSES_TO_RESOLVE,
            LATENCY_ALERT,
            ANOMALY_DETECTOR,
            ANOMALY_SENSITIVITY,
            ANOMALY_WARM_UP,
            DEPENDS_ON);

    private final RequestBody body;

    private ServiceBody(RequestBody body) {
        this.body = body;
    }

    /**
     * The service that a body declares on its own: what it does not say falls to the defaults. Empty if something is wrong,
     * which the body then knows.
     */
    static Optional<DeclaredService> complete(RequestBody body, ServiceDefaults defaults) {
        return new ServiceBody(body).read(null, defaults);
    }

    /**
     * What a service becomes by a merge patch (RFC 7396): fields that are given change, null resets to the default.
     *
     * @throws InvalidRequestException if something is wrong
     */
    static DeclaredService merged(RequestBody patch, DeclaredService there, ServiceDefaults defaults) {
        ServiceDefaults rest = new ServiceDefaults(
                patch.isNull(GROUP) ? defaults.group() : there.group(),
                patch.isNull(INTERVAL) || patch.isNull(INTERVAL_MS) ? defaults.intervalMs() : there.intervalMs(),
                patch.isNull(TIMEOUT) || patch.isNull(TIMEOUT_MS) ? defaults.timeoutMs() : there.timeoutMs(),
                patch.isNull(APDEX) ? defaults.apdexMs() : there.apdexMs(),
                patch.isNull(OBJECTIVE) ? defaults.objective() : there.objective(),
                patch.isNull(FAILURES_TO_ALERT) ? defaults.failuresToAlert() : there.failuresToAlert(),
                patch.isNull(QUORUM) ? defaults.quorum() : there.quorum(),
                patch.isNull(SUCCESSES_TO_RESOLVE) ? defaults.successesToResolve() : there.successesToResolve(),
                patch.isNull(LATENCY_ALERT) ? defaults.latencyAlertMs() : there.latencyAlertMs(),
                new AnomalySettings(
                        patch.isNull(ANOMALY_DETECTOR)
                                ? defaults.anomaly().detector()
                                : there.anomaly().detector(),
                        patch.isNull(ANOMALY_SENSITIVITY)
                                ? defaults.anomaly().sensitivity()
                                : there.anomaly().sensitivity(),
                        patch.isNull(ANOMALY_WARM_UP)
                                ? defaults.anomaly().warmUpMinutes()
                                : there.anomaly().warmUpMinutes()),
                patch.isNull(DEPENDS_ON) ? defaults.dependsOn() : there.dependsOn());
        RequestBody given = patch.withoutNull(OPTIONAL);
        Optional<DeclaredService> merged = new ServiceBody(given).read(there, rest);
        given.requireValid();
        return merged.orElseThrow();
    }

    /**
     * Reads all fields.
     *
     * @param there what changes; null if the body has to say what has no default
     * @param rest where the body has no other field
     */
    private Optional<DeclaredService> read(DeclaredService there, ServiceDefaults rest) {
        if (!body.problems().isEmpty()) {
            return Optional.empty();
        }
        String name =
                there == null || body.has(NAME) ? body.requiredName(NAME, RegisteredService.MAX_NAME) : there.name();
        String url = there == null || body.has(URL) ? address() : there.url();
        long interval = millis(INTERVAL, INTERVAL_MS, rest.intervalMs());
        // What the file once declared may be shorter, and stays so while something else changes.
        boolean sameInterval = there != null && there.intervalMs() == interval;
        long timeout = millis(TIMEOUT, TIMEOUT_MS, rest.timeoutMs());
        String group = group(rest.group());
        long apdex = body.whole(APDEX, 1, Limits.MAX_DURATION_MS, rest.apdexMs());
        double objective = body.between(OBJECTIVE, 0, 1, rest.objective());
        long failures = body.whole(FAILURES_TO_ALERT, 1, MAX_COUNT, rest.failuresToAlert());
        long quorum = body.whole(QUORUM, 1, MAX_COUNT, rest.quorum());
        long successes = body.whole(
                SUCCESSES_TO_RESOLVE, 1, ServiceDefinition.MAX_SUCCESSES_TO_RESOLVE, rest.successesToResolve());
        long latency = body.whole(LATENCY_ALERT, 1, Limits.MAX_DURATION_MS, rest.latencyAlertMs());
        AnomalySettings anomaly = anomaly(rest.anomaly());
        List<String> dependsOn = dependsOn(rest.dependsOn());
        if (!body.problems().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DeclaredService(
                Slug.of(name.strip()),
                name.strip(),
                url,
                group,
                sameInterval ? interval : Math.max(MIN_INTERVAL_SECONDS * 1_000, interval),
                timeout,
                apdex,
                objective,
                (int) failures,
                (int) quorum,
                (int) successes,
                latency,
                anomaly,
                dependsOn));
    }

    private static Map<String, AnomalyDetector> detectors() {
        Map<String, AnomalyDetector> detectors = new LinkedHashMap<>();
        for (AnomalyDetector detector : AnomalyDetector.values()) {
            detectors.put(detector.wire(), detector);
        }
        return detectors;
    }

    /** Null if something is wrong. */
    private AnomalySettings anomaly(AnomalySettings rest) {
        AnomalyDetector detector =
                body.has(ANOMALY_DETECTOR) ? body.requiredChoice(ANOMALY_DETECTOR, DETECTORS) : rest.detector();
        double sensitivity = body.within(
                ANOMALY_SENSITIVITY,
                AnomalySettings.LEAST_SENSITIVITY,
                AnomalySettings.MOST_SENSITIVITY,
                rest.sensitivity());
        long warmUp = body.whole(
                ANOMALY_WARM_UP,
                AnomalySettings.LEAST_WARM_UP_MINUTES * MINUTE_MS,
                AnomalySettings.MOST_WARM_UP_MINUTES * MINUTE_MS,
                rest.warmUpMinutes() * MINUTE_MS);
        return body.isWrong() ? null : new AnomalySettings(detector, sensitivity, (int) (warmUp / MINUTE_MS));
    }

    /** The address that a body names, if it names one that can be understood. */
    static Optional<String> givenAddress(RequestBody body) {
        return Optional.ofNullable(body.scalar(URL)).map(String::strip).flatMap(TargetAddress::normalise);
    }

    private String address() {
        String url = body.requiredText(URL, TargetAddress.MAX_LENGTH);
        Optional<String> address = url == null ? Optional.empty() : TargetAddress.normalise(url.strip());
        if (url != null && address.isEmpty()) {
            boolean otherScheme = url.matches("[A-Za-z][A-Za-z0-9+.-]*://.*") && !url.matches("(?i)https?://.*");
            body.wrong(
                    otherScheme ? "url_scheme" : "url_parsing",
                    URL,
                    otherScheme ? "URL scheme should be 'http' or 'https'" : "Input should be a valid URL");
        }
        return address.orElse(null);
    }

    private long millis(String secondsField, String millisField, long fallback) {
        long millis = body.whole(millisField, 1, Limits.MAX_DURATION_MS, fallback);
        long seconds = body.whole(secondsField, 1, MAX_SECONDS, ServiceAnswer.seconds(millis));
        boolean agree = ServiceAnswer.seconds(millis) == seconds;
        return agree && (body.has(millisField) || !body.has(secondsField)) ? millis : seconds * 1_000;
    }

    /** Empty is no group; blank would look like none. */
    private String group(String fallback) {
        if (!body.has(GROUP)) {
            return fallback;
        }
        return body.isText(GROUP, "")
                ? ""
                : Optional.ofNullable(body.requiredName(GROUP, Limits.MAX_NAME))
                        .map(String::strip)
                        .orElse("");
    }

    private List<String> dependsOn(List<String> fallback) {
        if (!body.has(DEPENDS_ON)) {
            return fallback;
        }
        List<String> keys = body.texts(DEPENDS_ON);
        if (keys != null && keys.size() > MAX_DEPENDENCIES) {
            body.wrong("too_long", DEPENDS_ON, "List should have at most " + MAX_DEPENDENCIES + " items");
        }
        return keys == null ? List.of() : keys.stream().distinct().toList();
    }
}
