package dev.tocsin.gateway.store;

import dev.tocsin.events.AnomalyDetector;
import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.store.RegisteredService.Origin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The statements on the table of services, each on a connection whose transaction is the caller's. */
final class ServiceRows {

    private static final String COLUMNS = "id, key, name, url, interval_ms, timeout_ms, apdex_ms, objective,"
            + " failures_to_alert, quorum, successes_to_resolve, latency_alert_ms, anomaly_detector,"
            + " anomaly_sensitivity, anomaly_warm_up_minutes, depends_on, version, effective_at,"
            + " group_name, origin, created_at, updated_at";
    private static final String INSERT = "INSERT INTO services (" + COLUMNS + ")"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING";
    private static final String UPDATE = "UPDATE services SET name = ?, url = ?, interval_ms = ?, timeout_ms = ?,"
            + " apdex_ms = ?, objective = ?, failures_to_alert = ?, quorum = ?, successes_to_resolve = ?,"
            + " latency_alert_ms = ?, anomaly_detector = ?, anomaly_sensitivity = ?, anomaly_warm_up_minutes = ?, depends_on = ?, version = ?, effective_at = ?, group_name = ?, origin = ?, updated_at = ?"
            + " WHERE id = ?";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM services";
    private static final String TAKEN = "SELECT key FROM services WHERE key = ANY (?)"
            + " UNION SELECT key FROM retired_keys WHERE key = ANY (?) AND retired_at > now() - interval '26 hours'";

    static List<RegisteredService> all(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " ORDER BY id")) {
            return Rows.list(select, ServiceRows::service);
        }
    }

    static Optional<RegisteredService> find(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE id = ?")) {
            select.setLong(1, id);
            return Rows.list(select, ServiceRows::service).stream().findFirst();
        }
    }

    /** Services made through the API that depend on a key. */
    static List<RegisteredService> dependents(Connection connection, String key) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " WHERE ? = ANY (depends_on) AND origin = ? ORDER BY id")) {
            select.setString(1, key);
            select.setString(2, Origin.API.column());
            return Rows.list(select, ServiceRows::service);
        }
    }

    /** What each service depends on. */
    static Map<String, List<String>> dependencies(Connection connection) throws SQLException {
        Map<String, List<String>> dependencies = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT key, depends_on FROM services");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                dependencies.put(
                        row.getString(1), List.of((String[]) row.getArray(2).getArray()));
            }
        }
        return dependencies;
    }

    /** Those of some keys that a service has, or had so lately that records about it may still flow. */
    static Set<String> taken(Connection connection, Collection<String> keys) throws SQLException {
        Set<String> taken = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(TAKEN)) {
            select.setArray(1, connection.createArrayOf("text", keys.toArray()));
            select.setArray(2, connection.createArrayOf("text", keys.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    taken.add(row.getString(1));
                }
            }
        }
        return taken;
    }

    static List<Long> nextIds(Connection connection, int count) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement next = connection.prepareStatement(
                "SELECT nextval(pg_get_serial_sequence('services', 'id')) FROM generate_series(1, ?)")) {
            next.setInt(1, count);
            try (ResultSet row = next.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    static void insert(Connection connection, List<RegisteredService> services) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (RegisteredService service : services) {
                insert.setLong(1, service.id());
                insert.setString(2, service.key());
                int next = bind(insert, 3, service);
                insert.setString(next++, service.origin().column());
                insert.setObject(next++, Rows.utc(service.createdAt().toEpochMilli()));
                insert.setObject(next, Rows.utc(service.updatedAt().toEpochMilli()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static void update(Connection connection, RegisteredService service) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            int next = bind(update, 1, service);
            update.setString(next++, service.origin().column());
            update.setObject(next++, Rows.utc(service.updatedAt().toEpochMilli()));
            update.setLong(next, service.id());
            update.executeUpdate();
        }
    }

    /** Binds name to group_name and returns the next free index. */
    private static int bind(PreparedStatement statement, int from, RegisteredService service) throws SQLException {
        ServiceDefinition definition = service.definition();
        int next = from;
        statement.setString(next++, service.name());
        statement.setString(next++, definition.url());
        statement.setLong(next++, definition.intervalMs());
        statement.setLong(next++, definition.timeoutMs());
        statement.setLong(next++, definition.apdexMs());
        statement.setDouble(next++, definition.objective());
        statement.setInt(next++, definition.failuresToAlert());
        statement.setInt(next++, definition.quorum());
        statement.setInt(next++, definition.successesToResolve());
        statement.setLong(next++, definition.latencyAlertMs());
        statement.setString(next++, definition.anomaly().detector().wire());
        statement.setDouble(next++, definition.anomaly().sensitivity());
        statement.setInt(next++, definition.anomaly().warmUpMinutes());
        statement.setArray(
                next++,
                statement
                        .getConnection()
                        .createArrayOf("text", definition.dependsOn().toArray()));
        statement.setLong(next++, definition.version());
        statement.setObject(next++, Rows.utc(definition.effectiveAt()));
        statement.setString(next++, service.group());
        return next;
    }

    private static RegisteredService service(ResultSet row) throws SQLException {
        ServiceDefinition definition = new ServiceDefinition(
                row.getLong("id"),
                row.getString("key"),
                RegisteredService.shortened(row.getString("name")),
                row.getString("url"),
                row.getLong("interval_ms"),
                row.getLong("timeout_ms"),
                row.getLong("apdex_ms"),
                row.getDouble("objective"),
                row.getInt("failures_to_alert"),
                row.getInt("quorum"),
                row.getInt("successes_to_resolve"),
                row.getLong("latency_alert_ms"),
                new AnomalySettings(
                        AnomalyDetector.fromWire(row.getString("anomaly_detector")),
                        row.getDouble("anomaly_sensitivity"),
                        row.getInt("anomaly_warm_up_minutes")),
                List.of((String[]) row.getArray("depends_on").getArray()),
                row.getLong("version"),
                Rows.millis(row, "effective_at"));
        return new RegisteredService(
                definition,
                row.getString("name"),
                row.getString("group_name"),
                Origin.of(row.getString("origin")),
                Instant.ofEpochMilli(Rows.millis(row, "created_at")),
                Instant.ofEpochMilli(Rows.millis(row, "updated_at")));
    }

    private ServiceRows() {}
}
