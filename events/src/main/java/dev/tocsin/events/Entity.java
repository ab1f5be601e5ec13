package dev.tocsin.events;

import java.util.Objects;

/** A watched thing: a service by its key, or a host by its name. */
public record Entity(EntityKind kind, String key) {

    public Entity {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
    }

    public static Entity service(String key) {
        return new Entity(EntityKind.SERVICE, key);
    }

    public static Entity host(String key) {
        return new Entity(EntityKind.HOST, key);
    }

    /** The same in every JVM: Flink shuffles by it, and an enum's own hash code is a memory address. */
    @Override
    public int hashCode() {
        return 31 * key.hashCode() + kind.ordinal();
    }

    /** For example {@code service/checkout}. */
    @Override
    public String toString() {
        return kind.wire() + "/" + key;
    }
}
