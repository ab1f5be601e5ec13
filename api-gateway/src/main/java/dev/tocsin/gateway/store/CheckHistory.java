package dev.tocsin.gateway.store;

import dev.tocsin.events.CheckStatus;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The raw checks of the last 24 hours, as the recording job writes them. Thread-safe. */
public final class CheckHistory {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final String COLUMNS =
            "partition, \"offset\", at, service, location, status, latency_ms, status_code, error, left_out";

    private final Database database;
    private final Clock clock;

    public CheckHistory(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One check.
     *
     * @param id partition · 2⁴⁰ + offset of its record, unique and ascending within a service
     * @param leftOut how many checks of its service that went as it did, well or not, were not recorded just before it, because there were too many
     */
    public record StoredCheck(
            long id,
            String service,
            String location,
            Instant at,
            CheckStatus status,
            Double latencyMs,
            Integer statusCode,
            String error,
            int leftOut) {}

    /** The newest checks of a service, newest first. */
    public List<StoredCheck> newest(String service, int limit) {
        return select(
                "SELECT " + COLUMNS
                        + " FROM checks WHERE service = ? AND at >= ? ORDER BY at DESC, partition, \"offset\" DESC"
                        + " LIMIT ?",
                select -> {
                    select.setString(1, service);
                    select.setObject(2, Rows.utc(clock.instant().minus(KEPT).toEpochMilli()));
                    select.setInt(3, limit);
                });
    }

    /** A few of the newest checks of each service, oldest first: enough to know what each location saw last. */
    public List<StoredCheck> newestOfEach() {
        return select(
                "SELECT " + COLUMNS + " FROM services s CROSS JOIN LATERAL (SELECT " + COLUMNS
                        + " FROM checks WHERE checks.service = s.key AND at >= ? ORDER BY at DESC LIMIT 50) newest"
                        + " ORDER BY at",
                select ->
                        select.setObject(1, Rows.utc(clock.instant().minus(KEPT).toEpochMilli())));
    }

    private List<StoredCheck> select(String sql, Binding binding) {
        return database.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                binding.bind(select);
                return Rows.list(select, CheckHistory::check);
            }
        });
    }

    private interface Binding {
        void bind(PreparedStatement select) throws SQLException;
    }

    private static StoredCheck check(ResultSet row) throws SQLException {
        return new StoredCheck(
                (row.getLong("partition") << 40) + row.getLong("offset"),
                row.getString("service"),
                row.getString("location"),
                Instant.ofEpochMilli(Rows.millis(row, "at")),
                CheckStatus.fromWire(row.getString("status")),
                Rows.real(row, "latency_ms"),
                row.getObject("status_code", Integer.class),
                row.getString("error"),
                row.getInt("left_out"));
    }
}
