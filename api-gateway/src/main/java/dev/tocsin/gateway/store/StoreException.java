package dev.tocsin.gateway.store;

import java.sql.SQLException;

/** Postgres did not do what it was asked; the cause says why. */
public final class StoreException extends RuntimeException {

    StoreException(SQLException cause) {
        super("Postgres: " + cause.getMessage() + " (SQLSTATE " + cause.getSQLState() + ")", cause);
    }

    /** Whether it is away rather than unwilling: connection errors, a full pool, a shutdown. */
    public boolean unavailable() {
        String state = ((SQLException) getCause()).getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }
}
