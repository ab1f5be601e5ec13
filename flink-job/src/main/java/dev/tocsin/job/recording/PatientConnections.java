package dev.tocsin.job.recording;

import dev.tocsin.events.service.Secret;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to Postgres and waits for it, so that a database that is restarted, or not migrated yet, is back-pressure and
 * not a failure. After {@value #PATIENCE_SECONDS} s it gives up; the job then restarts from its checkpoint and waits again.
 */
final class PatientConnections implements Serializable {

    private static final long serialVersionUID = 1;

    static final int PATIENCE_SECONDS = 60;

    private static final Logger logger = LoggerFactory.getLogger(PatientConnections.class);
    private static final long RETRY_MS = 500;
    private static final String RELATION_IS_MISSING = "42P01";

    private final String url;
    private final String user;
    /** Held as text because a {@link Secret} is not serializable; nothing prints it. */
    private final String password;

    private final String table;
    private transient Connection connection;

    PatientConnections(String url, String user, Secret password, String table) {
        this.url = url;
        this.user = user;
        this.password = password.value();
        this.table = table;
    }

    /** The open connection, or a new one; not thread-safe. */
    Connection get() throws SQLException {
        if (connection != null) {
            return connection;
        }
        long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (true) {
            try {
                connection = connect();
                return connection;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                logger.warn(
                        "Postgres cannot take rows of {} yet ({}); trying again. Check that it runs and that the gateway"
                                + " has migrated it.",
                        table,
                        e.getMessage());
                pause();
            }
        }
    }

    /** Closes what is open; {@link #get} opens another. */
    void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            logger.warn("Closing a connection to Postgres failed: {}", e.getMessage());
        } finally {
            connection = null;
        }
    }

    /** The table, for messages. */
    @Override
    public String toString() {
        return table;
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "tocsin-recording");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        Connection fresh = DriverManager.getConnection(url, properties);
        try (var statement = fresh.createStatement();
                var result = statement.executeQuery("SELECT to_regclass('" + table + "')::text")) {
            result.next();
            if (result.getString(1) != null) {
                return fresh;
            }
        } catch (SQLException e) {
            fresh.close();
            throw e;
        }
        fresh.close();
        throw new SQLException("the table " + table + " does not exist", RELATION_IS_MISSING);
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(RETRY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for Postgres", e);
        }
    }
}
