package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The lengths of the windows that are kept: the 10 s slice, and the 1 m and 1 h rollups. Ordinals are stored. */
public enum Resolution {
    SLICE("10s", 10_000),
    MINUTE("1m", 60_000),
    HOUR("1h", 3_600_000);

    private final String wire;
    private final long millis;

    Resolution(String wire, long millis) {
        this.wire = wire;
        this.millis = millis;
    }

    @JsonValue
    public String wire() {
        return wire;
    }

    public long millis() {
        return millis;
    }

    /** Start of the window that a time falls into. */
    public long floor(long timestamp) {
        return Math.floorDiv(timestamp, millis) * millis;
    }

    @JsonCreator
    public static Resolution fromWire(String text) {
        for (Resolution resolution : values()) {
            if (resolution.wire.equals(text)) {
                return resolution;
            }
        }
        throw new MalformedRecordException("unknown-resolution", "resolution must be 10s, 1m or 1h");
    }
}
