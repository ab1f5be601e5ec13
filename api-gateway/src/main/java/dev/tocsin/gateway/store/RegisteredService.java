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
 */
public record RegisteredService(
        ServiceDefinition definition, String name, String group, Origin origin, Instant createdAt) {

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

        String column() {
            return column;
        }

        static Origin of(String column) {
            return FILE.column.equals(column) ? FILE : API;
        }
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
