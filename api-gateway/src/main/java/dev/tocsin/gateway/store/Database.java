package dev.tocsin.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.tocsin.events.service.BadSettingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection pool, with the tables migrated. Thread-safe. */
public final class Database implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Database.class);
    private static final int POOL_SIZE = 8;
    private static final long CONNECTION_TIMEOUT_MS = 3_000;
    private static final int CHECK_SECONDS = 3;
    /** A server that vanished without a word must not hold a request's thread for ever. */
    private static final String SOCKET_TIMEOUT_SECONDS = "60";

    private final HikariDataSource pool;
    private volatile boolean away;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Connects and migrates.
     *
     * @throws BadSettingException if Postgres does not answer in time
     */
    public static Database open(DatabaseSettings settings, Duration patience) {
        Database database = new Database(connect(settings, patience));
        try {
            Flyway.configure().dataSource(database.pool).load().migrate();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        logger.info("Postgres at {} is ready", settings.shown());
        return database;
    }

    private static HikariDataSource connect(DatabaseSettings settings, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
            config.setPassword(settings.password().value());
        }
        config.setMaximumPoolSize(POOL_SIZE);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        config.setInitializationFailTimeout(Math.max(1, patience.toMillis()));
        config.setPoolName("gateway");
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BadSettingException("Postgres at " + settings.shown() + " did not answer within "
                    + patience.toSeconds() + " s (" + cause.getMessage()
                    + "); start it, or set TOCSIN_DATABASE_URL to where it is.");
        }
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** Whether it did not answer when it was asked last. */
    public boolean isAway() {
        return away;
    }

    private StoreException failed(SQLException cause) {
        StoreException failure = new StoreException(cause);
        away = failure.unavailable();
        return failure;
    }

    /** Runs work in one transaction; an exception rolls it back. */
    <T> T inTransaction(Work<T> work) {
        try (Connection connection = connection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                away = false;
                return result;
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Runs work that needs no transaction. */
    <T> T query(Work<T> work) {
        try (Connection connection = connection()) {
            T result = work.with(connection);
            away = false;
            return result;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** A connection that broke has rolled back already; what broke it is what the caller has to hear of. */
    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** A lock that one of all programs on this database has; empty if another has it. Lost if the connection is. */
    Optional<Lock> tryLock(long number) {
        try {
            Connection connection = connection();
            try {
                // Of a transaction, not of the session: given back whatever becomes of the pooled connection.
                connection.setAutoCommit(false);
                try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
                    lock.setLong(1, number);
                    try (ResultSet row = lock.executeQuery()) {
                        away = false;
                        if (row.next() && row.getBoolean(1)) {
                            return Optional.of(new Lock(connection));
                        }
                    }
                }
                connection.close();
                return Optional.empty();
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** A lock that is held until it is closed. */
    public static final class Lock implements AutoCloseable {
        private final Connection connection;

        private Lock(Connection connection) {
            this.connection = connection;
        }

        /** Asks Postgres, since a connection that broke has lost the lock. */
        public boolean isHeld() {
            try {
                return connection.isValid(CHECK_SECONDS);
            } catch (SQLException e) {
                throw new StoreException(e);
            }
        }

        @Override
        public void close() {
            try {
                connection.rollback();
                connection.close();
            } catch (SQLException e) {
                throw new StoreException(e);
            }
        }
    }

    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    @Override
    public void close() {
        pool.close();
    }
}
