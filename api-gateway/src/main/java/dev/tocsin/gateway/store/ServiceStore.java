package dev.tocsin.gateway.store;

import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.store.RegisteredService.Origin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of services. Each change and its record for the control topic are one transaction, so that neither can exist
 * without the other; {@link ControlOutbox} hands the records on. Thread-safe.
 */
public final class ServiceStore {

    private static final String COLUMNS = "id, key, name, url, interval_ms, timeout_ms, apdex_ms, objective,"
            + " failures_to_alert, quorum, successes_to_resolve, latency_alert_ms, depends_on, version, effective_at,"
            + " group_name, origin, created_at";
    private static final String INSERT = "INSERT INTO services (" + COLUMNS + ", updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING";
    private static final String UPDATE = "UPDATE services SET name = ?, url = ?, interval_ms = ?, timeout_ms = ?,"
            + " apdex_ms = ?, objective = ?, failures_to_alert = ?, quorum = ?, successes_to_resolve = ?,"
            + " latency_alert_ms = ?, depends_on = ?, version = ?, effective_at = ?, group_name = ?, origin = ?, updated_at = ?"
            + " WHERE id = ?";
    private static final String RETIRED =
            "SELECT 1 FROM retired_keys WHERE key = ? AND retired_at > now() - interval '26 hours'";

    private final Database database;
    private final Clock clock;

    public ServiceStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public List<RegisteredService> all() {
        return database.query(ServiceStore::all);
    }

    /** Registers a service under its slug, or under slug and id where that is taken or was until lately. */
    public RegisteredService register(DeclaredService declared) {
        return database.inTransaction(connection -> {
            long id = nextId(connection);
            for (int attempt = 0; ; attempt++) {
                String key = candidate(declared.key(), id, attempt);
                if (!isRetired(connection, key)) {
                    Optional<RegisteredService> registered = insert(connection, id, key, declared, Origin.API);
                    if (registered.isPresent()) {
                        return registered.get();
                    }
                }
            }
        });
    }

    /** Deletes a service and the checks made of it; false if there is none of that id. */
    public boolean delete(long id) {
        return database.inTransaction(connection -> delete(connection, id));
    }

    /**
     * Makes the table agree with the file: what it declares exists under exactly its key, what it does not declare any more
     * goes. A service made through the API whose key the file claims becomes the file's.
     */
    public void applyFile(List<DeclaredService> declared) {
        database.inTransaction(connection -> {
            ControlOutbox.lockServices(connection);
            List<RegisteredService> existing = all(connection);
            Set<String> claimed = declared.stream().map(DeclaredService::key).collect(Collectors.toSet());
            for (RegisteredService service : existing) {
                if (service.origin() == Origin.FILE && !claimed.contains(service.key())) {
                    delete(connection, service.id());
                }
            }
            Map<String, RegisteredService> byKey =
                    existing.stream().collect(Collectors.toMap(RegisteredService::key, service -> service));
            for (DeclaredService service : declared) {
                RegisteredService there = byKey.get(service.key());
                if (there == null) {
                    insert(connection, nextId(connection), service.key(), service, Origin.FILE);
                } else {
                    update(connection, there, service);
                }
            }
            return null;
        });
    }

    private static String candidate(String slug, long id, int attempt) {
        return switch (attempt) {
            case 0 -> slug;
            case 1 -> slug + "-" + id;
            default -> slug + "-" + id + "-" + attempt;
        };
    }

    /** What still flows about a deleted service of that key would be taken for the new one's. */
    private static boolean isRetired(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(RETIRED)) {
            select.setString(1, key);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Optional<RegisteredService> insert(
            Connection connection, long id, String key, DeclaredService declared, Origin origin) throws SQLException {
        Instant now = clock.instant();
        ServiceDefinition definition = definition(id, key, declared, 1, now);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, id);
            insert.setString(2, key);
            int next = bind(insert, 3, declared, definition);
            insert.setString(next++, origin.column());
            insert.setObject(next++, Rows.utc(now.toEpochMilli()));
            insert.setObject(next, Rows.utc(now.toEpochMilli()));
            if (insert.executeUpdate() == 0) {
                return Optional.empty();
            }
        }
        publish(connection, definition);
        return Optional.of(new RegisteredService(
                definition, declared.name(), declared.group(), origin, Instant.ofEpochMilli(now.toEpochMilli())));
    }

    private void update(Connection connection, RegisteredService there, DeclaredService declared) throws SQLException {
        Instant now = clock.instant();
        ServiceDefinition old = there.definition();
        ServiceDefinition same = definition(old.id(), old.key(), declared, old.version(), now);
        boolean unchanged = EffectiveTime.withOf(same, old).equals(old)
                && there.name().equals(declared.name())
                && there.group().equals(declared.group());
        if (unchanged && there.origin() == Origin.FILE) {
            return;
        }
        ServiceDefinition changed = definition(old.id(), old.key(), declared, old.version() + 1, now);
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            int next = bind(update, 1, declared, changed);
            update.setString(next++, Origin.FILE.column());
            update.setObject(next++, Rows.utc(now.toEpochMilli()));
            update.setLong(next, changed.id());
            update.executeUpdate();
        }
        publish(connection, changed);
    }

    /** Of two at once, one deletes. Needs nothing of the row but its key, so that a row which is not sound can go too. */
    private static boolean delete(Connection connection, long id) throws SQLException {
        String key;
        Origin origin;
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM services WHERE id = ? RETURNING key, origin")) {
            delete.setLong(1, id);
            try (ResultSet row = delete.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                key = row.getString(1);
                origin = Origin.of(row.getString(2));
            }
        }
        execute(connection, "DELETE FROM checks WHERE service = ?", key);
        execute(connection, "DELETE FROM aggregates WHERE entity = ? AND kind = 'service' AND source = 'probe'", key);
        if (origin == Origin.API) {
            execute(
                    connection,
                    "INSERT INTO retired_keys (key, retired_at) VALUES (?, now())"
                            + " ON CONFLICT (key) DO UPDATE SET retired_at = now()",
                    key);
        }
        ControlOutbox.add(connection, ServiceDefinition.controlKey(key), null);
        return true;
    }

    private static void execute(Connection connection, String sql, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            statement.executeUpdate();
        }
    }

    private static void publish(Connection connection, ServiceDefinition definition) throws SQLException {
        ControlOutbox.add(connection, ServiceDefinition.controlKey(definition.key()), Json.encode(definition));
    }

    private static ServiceDefinition definition(
            long id, String key, DeclaredService declared, long version, Instant now) {
        return new ServiceDefinition(
                id,
                key,
                RegisteredService.shortened(declared.name()),
                declared.url(),
                declared.intervalMs(),
                declared.timeoutMs(),
                declared.apdexMs(),
                declared.objective(),
                declared.failuresToAlert(),
                declared.quorum(),
                declared.successesToResolve(),
                declared.latencyAlertMs(),
                declared.dependsOn(),
                version,
                EffectiveTime.after(now.toEpochMilli()));
    }

    /** Binds name to group_name and returns the next free index. */
    private static int bind(
            PreparedStatement statement, int from, DeclaredService declared, ServiceDefinition definition)
            throws SQLException {
        int next = from;
        statement.setString(next++, declared.name());
        statement.setString(next++, definition.url());
        statement.setLong(next++, definition.intervalMs());
        statement.setLong(next++, definition.timeoutMs());
        statement.setLong(next++, definition.apdexMs());
        statement.setDouble(next++, definition.objective());
        statement.setInt(next++, definition.failuresToAlert());
        statement.setInt(next++, definition.quorum());
        statement.setInt(next++, definition.successesToResolve());
        statement.setLong(next++, definition.latencyAlertMs());
        statement.setArray(
                next++,
                statement
                        .getConnection()
                        .createArrayOf("text", definition.dependsOn().toArray()));
        statement.setLong(next++, definition.version());
        statement.setObject(next++, Rows.utc(definition.effectiveAt()));
        statement.setString(next++, declared.group());
        return next;
    }

    private static long nextId(Connection connection) throws SQLException {
        try (PreparedStatement next =
                        connection.prepareStatement("SELECT nextval(pg_get_serial_sequence('services', 'id'))");
                ResultSet rows = next.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static List<RegisteredService> all(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT " + COLUMNS + " FROM services ORDER BY id")) {
            return Rows.list(select, ServiceStore::service);
        }
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
                List.of((String[]) row.getArray("depends_on").getArray()),
                row.getLong("version"),
                Rows.millis(row, "effective_at"));
        return new RegisteredService(
                definition,
                row.getString("name"),
                row.getString("group_name"),
                Origin.of(row.getString("origin")),
                Instant.ofEpochMilli(Rows.millis(row, "created_at")));
    }
}
