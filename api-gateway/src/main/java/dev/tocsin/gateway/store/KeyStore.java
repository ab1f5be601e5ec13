package dev.tocsin.gateway.store;

import dev.tocsin.gateway.security.ApiKey;
import dev.tocsin.gateway.security.KeyRing;
import dev.tocsin.gateway.security.Scope;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The table of API keys. Thread-safe. */
public final class KeyStore implements KeyRing.Table {

    private static final String COLUMNS =
            "id, name, scopes, hash, requests_per_second, created_at, last_used_at, expires_at, revoked_at";

    private final Database database;
    private final Clock clock;

    public KeyStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps a new key; returns its id. */
    public long add(String name, Set<Scope> scopes, String hash, OptionalInt perSecond, Optional<Instant> expiresAt) {
        return database.inTransaction(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO api_keys (name, scopes, hash, requests_per_second,"
                            + " created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id")) {
                insert.setString(1, name);
                insert.setArray(
                        2,
                        connection.createArrayOf(
                                "text",
                                scopes.stream().map(Scope::wire).sorted().toArray()));
                insert.setBytes(3, HexFormat.of().parseHex(hash));
                insert.setObject(4, perSecond.isPresent() ? perSecond.getAsInt() : null);
                insert.setObject(5, Rows.utc(clock.millis()));
                insert.setObject(
                        6, expiresAt.map(at -> Rows.utc(at.toEpochMilli())).orElse(null));
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** All, by id, those that were revoked too. */
    public List<ApiKey> all() {
        return database.query(connection -> read(connection, "SELECT " + COLUMNS + " FROM api_keys ORDER BY id"));
    }

    @Override
    public List<ApiKey> valid() {
        return database.query(connection ->
                read(connection, "SELECT " + COLUMNS + " FROM api_keys WHERE revoked_at IS NULL ORDER BY id"));
    }

    /** False if there is no key of that id that was not revoked before. */
    public boolean revoke(long id) {
        return database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")) {
                update.setObject(1, Rows.utc(clock.millis()));
                update.setLong(2, id);
                return update.executeUpdate() > 0;
            }
        });
    }

    @Override
    public void used(Map<Long, Instant> uses) {
        database.inTransaction(connection -> {
            // Of several gateways, the last use counts, and not the last write.
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE api_keys SET last_used_at = greatest(last_used_at, ?) WHERE id = ?")) {
                for (Map.Entry<Long, Instant> use : uses.entrySet()) {
                    update.setObject(1, Rows.utc(use.getValue().toEpochMilli()));
                    update.setLong(2, use.getKey());
                    update.addBatch();
                }
                update.executeBatch();
                return null;
            }
        });
    }

    private static List<ApiKey> read(Connection connection, String query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            return Rows.list(select, KeyStore::key);
        }
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        int perSecond = row.getInt("requests_per_second");
        return new ApiKey(
                row.getLong("id"),
                row.getString("name"),
                scopes(row.getArray("scopes")),
                HexFormat.of().formatHex(row.getBytes("hash")),
                perSecond > 0 ? OptionalInt.of(perSecond) : OptionalInt.empty(),
                instant(row, "created_at").orElseThrow(),
                instant(row, "last_used_at"),
                instant(row, "expires_at"),
                instant(row, "revoked_at"));
    }

    /** A scope that a newer version gave, and this one does not know, allows nothing here. */
    private static Set<Scope> scopes(Array words) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Object word : (Object[]) words.getArray()) {
            Scope.of(String.valueOf(word)).ifPresent(scopes::add);
        }
        return scopes;
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
