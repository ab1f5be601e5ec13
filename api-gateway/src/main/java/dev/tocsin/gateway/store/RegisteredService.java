package dev.tocsin.gateway.store;

import dev.tocsin.events.Limits;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.definitions.DeclaredService;
import java.time.Instant;

/**
 * A service as it stands in the table.
 *
 * @param name as it was given; the definition, whose readers keep the limits of wire records, may hold it shortened
 * @param group what people sort it under; empty if nothing
 * @param origin who declared it
 * @param updatedAt when it was declared as it is now
 */
public record RegisteredService(
        ServiceDefinition definition, String name, String group, Origin origin, Instant createdAt, Instant updatedAt) {

    /** Characters of a service's name. */
    public static final int MAX_NAME = DeclaredService.MAX_NAME;

    /** Where a declaration came from. The names stand in the table. */
    public enum Origin {
        API("api"),
        FILE("file");

        private final String column;

        Origin(String column) {
            this.column = column;
        }

        /** What it is called in the table, in requests and in answers. */
        public String column() {
            return column;
        }

        static Origin of(String column) {
            return FILE.column.equals(column) ? FILE : API;
        }
    }

    /** What is registered now for the first time. */
    static RegisteredService first(long id, String key, DeclaredService declared, Origin origin, Instant now) {
        return new RegisteredService(
                definition(id, key, declared, 1, now), declared.name(), declared.group(), origin, now, now);
    }

    /** As it is once it is declared like that: the next version, or the very same if nothing is different. */
    RegisteredService next(DeclaredService declared, Origin by, Instant now) {
        ServiceDefinition same = definition(id(), key(), declared, definition.version(), now);
        boolean unchanged = EffectiveTime.withOf(same, definition).equals(definition)
                && name.equals(declared.name())
                && group.equals(declared.group())
                && origin == by;
        return unchanged
                ? this
                : new RegisteredService(
                        definition(id(), key(), declared, definition.version() + 1, now),
                        declared.name(),
                        declared.group(),
                        by,
                        createdAt,
                        now);
    }

    private static ServiceDefinition definition(
            long id, String key, DeclaredService declared, long version, Instant now) {
        return new ServiceDefinition(
                id,
                key,
                shortened(declared.name()),
                declared.url(),
                declared.intervalMs(),
                declared.timeoutMs(),
                declared.apdexMs(),
                declared.objective(),
                declared.failuresToAlert(),
                declared.quorum(),
                declared.successesToResolve(),
                declared.latencyAlertMs(),
                declared.anomaly(),
                declared.dependsOn(),
                version,
                EffectiveTime.after(now.toEpochMilli()));
    }

    /** What was declared, as if it were to be declared again. */
    public DeclaredService declared() {
        return new DeclaredService(
                definition.key(),
                name,
                definition.url(),
                group,
                definition.intervalMs(),
                definition.timeoutMs(),
                definition.apdexMs(),
                definition.objective(),
                definition.failuresToAlert(),
                definition.quorum(),
                definition.successesToResolve(),
                definition.latencyAlertMs(),
                definition.anomaly(),
                definition.dependsOn());
    }

    /** A name that fits into a definition. */
    static String shortened(String name) {
        if (name.length() <= Limits.MAX_NAME) {
            return name;
        }
        int end = Limits.MAX_NAME - 1;
        return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    public long id() {
        return definition.id();
    }

    public String key() {
        return definition.key();
    }
}
