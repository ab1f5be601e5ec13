package dev.tocsin.gateway.store;

import java.sql.SQLException;

/** Postgres did not do what it was asked; the cause says why. */
public final class StoreException extends RuntimeException {

    /** A query that took longer than it may. */
    private static final String TOO_LONG = "57014";

    /** A lock that somebody else has for longer than it may. */
    private static final String LOCKED = "55P03";

    StoreException(SQLException cause) {
        super("Postgres: " + cause.getMessage() + " (SQLSTATE " + cause.getSQLState() + ")", cause);
    }

    /** Whether it was given up because it took longer than it may. */
    public boolean tookTooLong() {
        return TOO_LONG.equals(((SQLException) getCause()).getSQLState());
    }

    /** Whether it is away rather than unwilling: connection errors, a full pool, a shutdown, no answer in time. */
    public boolean unavailable() {
        String state = ((SQLException) getCause()).getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.equals(TOO_LONG)
                || state.equals(LOCKED);
    }
}
