package dev.tocsin.probe;

import dev.tocsin.events.Limits;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.guard.Network;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * The settings of the probe producer.
 *
 * @param bootstrapServers {@code TOCSIN_KAFKA_BOOTSTRAP_SERVERS} (or {@code KAFKA_BOOTSTRAP_SERVERS}), default
 *     {@code 127.0.0.1:9092}: where Kafka is
 * @param locations {@code TOCSIN_PROBE_LOCATIONS}, comma-separated, default the host's name: the places that this process
 *     probes from; each checks every service on a schedule of its own
 * @param allowed {@code TOCSIN_PROBE_ALLOW}, comma-separated networks such as {@code 127.0.0.0/8,10.0.0.0/8}, default none:
 *     what may be probed besides public addresses
 * @param minInterval {@code TOCSIN_PROBE_MIN_INTERVAL}, default {@code 1s}, 100 ms to a day: shorter intervals are
 *     lengthened to it
 * @param keepConnections {@code TOCSIN_PROBE_KEEP_CONNECTIONS}, default {@code false}: whether checks reuse connections,
 *     which costs less and notices less
 * @param userAgent {@code TOCSIN_PROBE_USER_AGENT}, default {@code tocsin-probe}: what probed services see
 */
public record ProbeConfig(
        String bootstrapServers,
        List<String> locations,
        List<Network> allowed,
        Duration minInterval,
        boolean keepConnections,
        String userAgent) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMillis(Limits.MAX_DURATION_MS);

    public ProbeConfig {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        locations = List.copyOf(locations);
        allowed = List.copyOf(allowed);
        if (locations.isEmpty() || new HashSet<>(locations).size() != locations.size()) {
            throw new BadSettingException("TOCSIN_PROBE_LOCATIONS=" + String.join(",", locations)
                    + " is not a list of different names; set it to one such as eu-1,us-1 or unset it.");
        }
        locations.forEach(ProbeConfig::requireName);
        if (minInterval.compareTo(SHORTEST) < 0 || minInterval.compareTo(LONGEST) > 0) {
            throw new BadSettingException("TOCSIN_PROBE_MIN_INTERVAL=" + minInterval.toMillis()
                    + "ms is not a duration from 100ms to 1d; set it to one or unset it.");
        }
        if (!userAgent.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new BadSettingException(
                    "TOCSIN_PROBE_USER_AGENT has characters that a header cannot hold; use plain ASCII or unset it.");
        }
    }

    /** The configuration with nothing set but where Kafka is. */
    public static ProbeConfig defaults(String bootstrapServers) {
        return new ProbeConfig(
                bootstrapServers, List.of(hostName()), List.of(), Duration.ofSeconds(1), false, "tocsin-probe");
    }

    /** @throws BadSettingException if a setting is bad */
    public static ProbeConfig from(Settings settings) {
        ProbeConfig defaults = defaults("127.0.0.1:9092");
        return new ProbeConfig(
                settings.text(defaults.bootstrapServers, "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "KAFKA_BOOTSTRAP_SERVERS"),
                settings.list(defaults.locations, "TOCSIN_PROBE_LOCATIONS"),
                Network.list("TOCSIN_PROBE_ALLOW", settings.list(List.of(), "TOCSIN_PROBE_ALLOW")),
                settings.duration(defaults.minInterval, "TOCSIN_PROBE_MIN_INTERVAL"),
                settings.flag(defaults.keepConnections, "TOCSIN_PROBE_KEEP_CONNECTIONS"),
                settings.text(defaults.userAgent, "TOCSIN_PROBE_USER_AGENT"));
    }

    private static void requireName(String location) {
        try {
            Limits.name("each location", location);
        } catch (MalformedRecordException e) {
            throw new BadSettingException("TOCSIN_PROBE_LOCATIONS is bad: " + e.getMessage() + ".");
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A host that does not know its own name still is one place.
            return "local";
        }
    }
}
