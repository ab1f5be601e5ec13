package dev.tocsin.gateway.security;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a key is for. */
public enum Scope {
    /** Everything that only looks: figures, history, the streams, the dashboard, the exposition. */
    READ,
    /** Pushing samples, and nothing else: a key that lies on many machines. */
    INGEST,
    /** Everything. */
    ADMIN;

    /** How it is written on the command line, in the table and in answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> of(String wire) {
        return Stream.of(values()).filter(scope -> scope.wire().equals(wire)).findFirst();
    }
}
