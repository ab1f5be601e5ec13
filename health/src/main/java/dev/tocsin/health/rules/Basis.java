package dev.tocsin.health.rules;

import dev.tocsin.events.ServiceDefinition;

/** What a result or a window is to be judged by. */
sealed interface Basis {

    /**
     * That version.
     *
     * @param life null if the service is not registered, and the version the defaults
     */
    record Judged(Life life, Life.Version version) implements Basis {

        ServiceDefinition definition() {
            return version.definition();
        }

        boolean isRegistered() {
            return life != null;
        }
    }

    /** Nothing: the service is not watched any more. */
    record Ignored() implements Basis {}

    /** Something that may still be read. */
    record Awaited() implements Basis {}
}
