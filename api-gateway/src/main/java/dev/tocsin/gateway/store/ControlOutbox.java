package dev.tocsin.gateway.store;

import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records that wait to be published to the control topic, in the order of their making. Thread-safe. */
public final class ControlOutbox {

    private static final int BATCH = 500;
    /** Any number will do that no other program takes in this database: "tocsin" in letters' places. */
    private static final long PUBLISHER_LOCK = 20_15_03_19_09_14L;

    private static final String INSERT =
            "INSERT INTO control_outbox (record_key, record_value, created_at) VALUES (?, ?, now())";

    private final Database database;

    public ControlOutbox(Database database) {
        this.database = database;
    }

    /**
     * A record to publish.
     *
     * @param value null deletes
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Pending(long sequence, String key, byte[] value) {}

    /**
     * The turn to publish, which one of all gateways has at a time: two that publish the same records side by side could
     * leave the older one last in the topic. Empty if another gateway has it.
     */
    public Optional<Database.Lock> turn() {
        return database.tryLock(PUBLISHER_LOCK);
    }

    /** The oldest records that wait. */
    public List<Pending> oldest() {
        return database.query(connection -> {
            List<Pending> pending = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT seq, record_key, record_value FROM control_outbox ORDER BY seq LIMIT " + BATCH)) {
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        pending.add(new Pending(row.getLong(1), row.getString(2), row.getBytes(3)));
                    }
                }
            }
            return pending;
        });
    }

    /** Forgets records that were published. */
    public void published(List<Pending> records) {
        Object[] sequences = records.stream().map(Pending::sequence).toArray();
        database.query(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM control_outbox WHERE seq = ANY (?)")) {
                delete.setArray(1, connection.createArrayOf("bigint", sequences));
                return delete.executeUpdate();
            }
        });
    }

    /**
     * Adds what the topic lacks: definitions that it does not have in their newest version, and deletions of services that
     * are gone. Needed when the topic was lost, or when a gateway stopped between two restores of the database.
     *
     * @param topic the newest definition version in the topic, by service key
     * @return how many records were added
     */
    public int reconcile(Map<String, Long> topic) {
        return database.inTransaction(connection -> {
            lockServices(connection);
            Set<String> waiting = waitingKeys(connection);
            Set<String> registered = new HashSet<>();
            int added = 0;
            for (RegisteredService service : ServiceStore.all(connection)) {
                registered.add(service.key());
                String key = ServiceDefinition.controlKey(service.key());
                long known = topic.getOrDefault(service.key(), 0L);
                if (known != service.definition().version() && !waiting.contains(key)) {
                    add(connection, key, Json.encode(service.definition()));
                    added++;
                }
            }
            for (String service : topic.keySet()) {
                String key = ServiceDefinition.controlKey(service);
                if (!registered.contains(service) && !waiting.contains(key)) {
                    add(connection, key, null);
                    added++;
                }
            }
            return added;
        });
    }

    static void add(Connection connection, String key, byte[] value) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, key);
            insert.setBytes(2, value);
            insert.executeUpdate();
        }
    }

    static void add(Connection connection, List<ServiceDefinition> definitions) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (ServiceDefinition definition : definitions) {
                insert.setString(1, ServiceDefinition.controlKey(definition.key()));
                insert.setBytes(2, Json.encode(definition));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Keeps other writers of services out until the end of the transaction, so that records queue in commit order. */
    static void lockServices(Connection connection) throws SQLException {
        try (Statement lock = connection.createStatement()) {
            // Of this transaction only: a gateway that hangs while it has the lock must not make requests hang here.
            lock.execute("SET LOCAL lock_timeout = '3s'");
            lock.execute("LOCK TABLE services IN SHARE ROW EXCLUSIVE MODE");
        }
    }

    private static Set<String> waitingKeys(Connection connection) throws SQLException {
        Set<String> keys = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT DISTINCT record_key FROM control_outbox");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                keys.add(row.getString(1));
            }
        }
        return keys;
    }
}
