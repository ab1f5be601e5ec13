package dev.tocsin.probe.schedule;

import dev.tocsin.events.ServiceDefinition;
import java.util.List;

/** Definitions for tests. */
public final class Definitions {

    /** A service whose other settings are not the defaults, so that mixing fields up shows. */
    public static ServiceDefinition of(String key, String url, long intervalMs, long timeoutMs) {
        return new ServiceDefinition(
                7, key, key, url, intervalMs, timeoutMs, 321, 0.99, 1, 1, 2, 2_000, null, List.of(), 1, 0);
    }

    private Definitions() {}
}
