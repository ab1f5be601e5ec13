package dev.tocsin.gateway;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.testkit.PostgresExtension;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/** Writes windows to Postgres as the recording job does. */
final class StoredRows {

    static void store(PostgresExtension postgres, List<AggregateRow> rows) throws SQLException {
        try (Connection connection = postgres.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO aggregates (kind, entity, source,"
                        + " metric, location, resolution, window_start, observations, ok, warn, error, down, unknown,"
                        + " measured, satisfied, tolerating, slow, covered_ms, sum, min, max, sketch)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (AggregateRow row : rows) {
                insert.setString(1, row.series().kind().wire());
                insert.setString(2, row.series().entity());
                insert.setString(3, row.series().source().wire());
                insert.setString(4, row.series().metric().wire());
                insert.setString(5, row.series().location());
                insert.setString(6, row.resolution().wire());
                insert.setTimestamp(7, Timestamp.from(Instant.ofEpochMilli(row.windowStart())));
                long[] counts = {
                    row.observations(),
                    row.ok(),
                    row.warn(),
                    row.error(),
                    row.down(),
                    row.unknown(),
                    row.measured(),
                    row.satisfied(),
                    row.tolerating(),
                    row.slow(),
                    row.coveredMs()
                };
                for (int i = 0; i < counts.length; i++) {
                    insert.setLong(8 + i, counts[i]);
                }
                insert.setBigDecimal(19, new BigDecimal(row.sum()));
                insert.setLong(20, row.min());
                insert.setLong(21, row.max());
                insert.setBytes(22, row.sketch());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private StoredRows() {}
}
