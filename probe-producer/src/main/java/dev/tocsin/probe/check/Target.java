package dev.tocsin.probe.check;

import dev.tocsin.events.Limits;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.ServiceDefinition;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * What a check needs to know of a service.
 *
 * @param service the service's key
 * @param url where it answers
 * @param interval time between two checks from one location, not below the configured floor
 * @param timeout deadline of one whole check
 * @param apdexMs the Apdex threshold that results are stamped with
 * @param definitionId of the definition that says all this; results are stamped with it and judged by it
 * @param definitionVersion likewise
 */
public record Target(
        String service,
        String url,
        Duration interval,
        Duration timeout,
        long apdexMs,
        long definitionId,
        long definitionVersion) {

    public Target {
        Limits.name("service", service);
        Objects.requireNonNull(url, "url");
        requireDuration("intervalMs", interval.toMillis());
        requireDuration("timeoutMs", timeout.toMillis());
        requireDuration("apdexMs", apdexMs);
    }

    /**
     * The target that a definition describes.
     *
     * @throws MalformedRecordException if the definition cannot be probed, with the field at fault
     */
    public static Target of(ServiceDefinition definition, Duration minInterval) {
        if (definition.url() == null || definition.url().isBlank()) {
            throw new MalformedRecordException("missing-field", "url is required");
        }
        // Checked before the floor is applied, which would turn a nonsensical interval into a sensible one.
        requireDuration("intervalMs", definition.intervalMs());
        return new Target(
                definition.key(),
                definition.url(),
                Duration.ofMillis(Math.max(minInterval.toMillis(), definition.intervalMs())),
                Duration.ofMillis(definition.timeoutMs()),
                definition.apdexMs(),
                definition.id(),
                definition.version());
    }

    /** The URL's scheme in lower case; empty if it has none. */
    public String scheme() {
        int colon = url.indexOf(':');
        return colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    private static void requireDuration(String field, long millis) {
        if (millis < 1 || millis > Limits.MAX_DURATION_MS) {
            throw new MalformedRecordException("bad-value", field + " must be 1 to " + Limits.MAX_DURATION_MS);
        }
    }
}
