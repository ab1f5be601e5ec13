package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.benchmarks.stand.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Looks at all recorded rows every second and counts those that have fewer observations than when it looked before. */
final class MonotoneWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Database database;
    private final Thread thread = new Thread(this::watch, "monotone-watch");
    private final Map<String, Long> seen = new HashMap<>();
    private volatile boolean closed;
    private volatile int looks;
    private volatile int shrunk;
    private volatile RuntimeException failure;

    MonotoneWatch(Database database) {
        this.database = database;
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!closed) {
                look();
                Awaiting.pause(EVERY);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void look() {
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT concat_ws('|', kind, entity, source, metric, location,"
                        + " resolution, window_start) AS name, observations FROM aggregates")) {
            while (row.next()) {
                Long before = seen.put(row.getString("name"), row.getLong("observations"));
                shrunk += before != null && before > row.getLong("observations") ? 1 : 0;
            }
            looks++;
        } catch (SQLException e) {
            throw new IllegalStateException("Postgres cannot be asked", e);
        }
    }

    int looks() {
        return looks;
    }

    /** @throws IllegalStateException if it could not look */
    int shrunk() {
        if (failure != null) {
            throw failure;
        }
        return shrunk;
    }

    @Override
    public void close() {
        closed = true;
    }
}
