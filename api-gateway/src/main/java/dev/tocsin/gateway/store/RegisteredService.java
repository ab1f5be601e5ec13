package dev.tocsin.gateway.store;

import dev.tocsin.events.ServiceDefinition;
import java.time.Instant;

/**
 * A service as it stands in the table.
 *
 * @param origin who declared it
 */
public record RegisteredService(ServiceDefinition definition, Origin origin, Instant createdAt) {

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

    public long id() {
        return definition.id();
    }

    public String key() {
        return definition.key();
    }
}
