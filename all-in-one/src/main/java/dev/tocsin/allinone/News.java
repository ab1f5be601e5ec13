package dev.tocsin.allinone;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that the person at the terminal should know, in one line.
 *
 * @param at when it happened
 * @param subject whom or what it is about, for example a service's name
 * @param text the rest of the line
 */
public record News(Instant at, Kind kind, String subject, String text) {

    public News {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
    }

    public enum Kind {
        /** The scripted world of the demo changed. */
        SCRIPT,
        FIRING,
        RESOLVED,
        /** A message left for people, or could not. */
        MESSAGE,
        /** Records were not admitted. */
        QUARANTINE,
        /** A part of this process is not well, or is again. */
        PART
    }
}
