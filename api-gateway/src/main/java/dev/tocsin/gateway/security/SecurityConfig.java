package dev.tocsin.gateway.security;

import dev.tocsin.events.guard.Network;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The settings of the gateway's door.
 *
 * @param rateLimit {@code TOCSIN_RATE_LIMIT}, requests a second of one client (a key; without one, an address), 0 for no
 *     limit; default {@value #DEFAULT_RATE_LIMIT}, and none for clients without a key where none is needed
 * @param corsOrigins {@code TOCSIN_CORS_ORIGINS} or {@code CORS_ORIGINS}, a comma list such as
 *     {@code https://status.example.org}, default {@code *}: whose pages may read answers, never with credentials
 * @param requestTimeout {@code TOCSIN_HTTP_REQUEST_TIMEOUT}, default 10 s, 100 ms to an hour: how long the headers of a
 *     request may take from their first byte, and its body, to which each 10 KiB add a second
 * @param idleTimeout {@code TOCSIN_HTTP_IDLE_TIMEOUT}, default 30 s, 100 ms to an hour: how long a connection may be silent
 * @param maxConnections {@code TOCSIN_HTTP_MAX_CONNECTIONS}, default {@value #DEFAULT_MAX_CONNECTIONS}: beyond it, others
 *     wait until one ends
 * @param allowedTargets {@code TOCSIN_PROBE_ALLOW}, the prober's setting: networks that a service may be in besides public
 *     ones
 */
public record SecurityConfig(
        OptionalInt rateLimit,
        List<String> corsOrigins,
        Duration requestTimeout,
        Duration idleTimeout,
        int maxConnections,
        List<Network> allowedTargets) {

    public static final int DEFAULT_RATE_LIMIT = 1_000;
    public static final int MAX_RATE_LIMIT = 1_000_000;
    public static final int DEFAULT_MAX_CONNECTIONS = 4_000;

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#\\s]+");

    public SecurityConfig {
        corsOrigins = List.copyOf(corsOrigins);
        allowedTargets = List.copyOf(allowedTargets);
        for (String origin : corsOrigins) {
            if (!origin.equals(Origins.ANY) && !ORIGIN.matcher(origin).matches()) {
                throw new BadSettingException("TOCSIN_CORS_ORIGINS has \"" + origin + "\", which is no origin; write it"
                        + " as https://status.example.org, without a path, or * for all.");
            }
        }
        requireTimeout("TOCSIN_HTTP_REQUEST_TIMEOUT", requestTimeout);
        requireTimeout("TOCSIN_HTTP_IDLE_TIMEOUT", idleTimeout);
    }

    /** With nothing set. */
    public static SecurityConfig defaults() {
        return from(new Settings(java.util.Map.of()));
    }

    /** @throws BadSettingException if a setting is bad */
    public static SecurityConfig from(Settings settings) {
        long limit = settings.whole(-1, 0, MAX_RATE_LIMIT, "TOCSIN_RATE_LIMIT");
        return new SecurityConfig(
                limit < 0 ? OptionalInt.empty() : OptionalInt.of((int) limit),
                settings.list(List.of(Origins.ANY), "TOCSIN_CORS_ORIGINS", "CORS_ORIGINS"),
                settings.duration(Duration.ofSeconds(10), "TOCSIN_HTTP_REQUEST_TIMEOUT"),
                settings.duration(Duration.ofSeconds(30), "TOCSIN_HTTP_IDLE_TIMEOUT"),
                (int) settings.whole(DEFAULT_MAX_CONNECTIONS, 1, MAX_RATE_LIMIT, "TOCSIN_HTTP_MAX_CONNECTIONS"),
                Network.list("TOCSIN_PROBE_ALLOW", settings.list(List.of(), "TOCSIN_PROBE_ALLOW")));
    }

    private static void requireTimeout(String setting, Duration timeout) {
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new BadSettingException(setting + "=" + timeout.toMillis()
                    + "ms is not a duration from 100ms to 1h; set it to one or unset it.");
        }
    }
}
