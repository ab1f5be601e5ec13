package dev.tocsin.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.tocsin.events.service.BadSettingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection pool, with the tables migrated. Thread-safe. */
public final class Database implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Database.class);
    private static final int POOL_SIZE = 8;
    private static final long CONNECTION_TIMEOUT_MS = 3_000;

    private final HikariDataSource pool;

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

    /** Runs work in one transaction; an exception rolls it back. */
    <T> T inTransaction(Work<T> work) {
        try (Connection connection = connection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    /** Runs work that needs no transaction. */
    <T> T query(Work<T> work) {
        try (Connection connection = connection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new StoreException(e);
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
