package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who observed: our prober, the watched service itself, or a host collector. Ordinals are stored: add at the end only. */
public enum Source {
    PROBE,
    TELEMETRY,
    HOST;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Source fromWire(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
