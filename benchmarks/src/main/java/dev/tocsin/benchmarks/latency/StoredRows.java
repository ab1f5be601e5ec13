package dev.tocsin.benchmarks.latency;

import dev.tocsin.events.Resolution;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The beacons' 10 s rows in Postgres. A row is due when its slice has ended and the 2 s have passed for which a partition may be
 * out of order; before, nothing can know that it is final. The delay counts from then. Belongs to one thread.
 */
final class StoredRows implements AutoCloseable {

    private static final long DISORDER_MS = 2_000;
    private static final long EVERY_MS = 10;
    private static final long PATIENCE_MS = 10_000;
    private static final String QUERY = "SELECT entity FROM aggregates WHERE resolution = '10s' AND window_start = ?"
            + " AND kind = 'service' AND source = 'probe' AND location = '" + Beacons.LOCATION + "'";

    private final Connection connection;
    private final PreparedStatement query;
    private final Map<Long, Set<String>> awaited = new TreeMap<>();

    StoredRows(String jdbcUrl, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(jdbcUrl, user, password);
        query = connection.prepareStatement(QUERY);
    }

    /** A result of a service of that event time was sent. */
    void sent(String service, long time) {
        awaited.computeIfAbsent(Resolution.SLICE.floor(time), absent -> new TreeSet<>())
                .add(service);
    }

    /** Looks for the rows of all slices in turn; call it while they are still to come. */
    void follow(Delays delays) throws SQLException, InterruptedException {
        for (Map.Entry<Long, Set<String>> slice : awaited.entrySet()) {
            follow(slice.getKey(), slice.getValue(), delays);
        }
        awaited.clear();
    }

    private void follow(long start, Set<String> services, Delays delays) throws SQLException, InterruptedException {
        long due = start + Resolution.SLICE.millis() + DISORDER_MS;
        Set<String> missing = new TreeSet<>(services);
        Thread.sleep(Math.max(0, due - System.currentTimeMillis()));
        while (!missing.isEmpty() && System.currentTimeMillis() < due + PATIENCE_MS) {
            query.setTimestamp(1, new Timestamp(start));
            try (ResultSet rows = query.executeQuery()) {
                long now = System.currentTimeMillis();
                while (rows.next()) {
                    if (missing.remove(rows.getString(1))) {
                        delays.add(now - due);
                    }
                }
            }
            Thread.sleep(EVERY_MS);
        }
        missing.forEach(service -> delays.missed());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
