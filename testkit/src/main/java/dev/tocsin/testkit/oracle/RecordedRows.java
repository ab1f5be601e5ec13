package dev.tocsin.testkit.oracle;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** What the recording job has written to Postgres so far. */
public final class RecordedRows {

    /** The aggregates, ready to be compared. */
    public static Comparison aggregates(Connection connection) throws SQLException {
        Comparison comparison = new Comparison();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM aggregates")) {
            while (row.next()) {
                comparison.add(rowOf(row));
            }
        }
        return comparison;
    }

    private static AggregateRow rowOf(ResultSet row) throws SQLException {
        return new AggregateRow(
                new SeriesKey(
                        EntityKind.fromWire(row.getString("kind")),
                        row.getString("entity"),
                        Source.fromWire(row.getString("source")),
                        Metric.find(row.getString("metric")).orElseThrow(),
                        row.getString("location")),
                Resolution.fromWire(row.getString("resolution")),
                row.getObject("window_start", OffsetDateTime.class).toInstant().toEpochMilli(),
                false,
                row.getLong("observations"),
                row.getLong("ok"),
                row.getLong("warn"),
                row.getLong("error"),
                row.getLong("down"),
                row.getLong("unknown"),
                row.getLong("measured"),
                row.getLong("satisfied"),
                row.getLong("tolerating"),
                row.getLong("slow"),
                row.getLong("covered_ms"),
                row.getBigDecimal("sum").toBigIntegerExact(),
                row.getLong("min"),
                row.getLong("max"),
                row.getBytes("sketch"));
    }

    private RecordedRows() {}
}
