package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What kind of thing is watched. The ordinals are part of stored state: add at the end only. */
public enum EntityKind {
    SERVICE,
    HOST;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static EntityKind fromWire(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
