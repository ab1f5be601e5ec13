package dev.tocsin.gateway.store;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.health.aggregate.Aggregate;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The windows that the recording job stored; all of them final. Thread-safe. */
public final class AggregateHistory {

    private static final int FETCH_SIZE = 2_000;
    private static final String COLUMNS =
            "kind, entity, source, metric, location, resolution, window_start, observations,"
                    + " ok, warn, error, down, unknown, measured, satisfied, tolerating, covered_ms, sum, min, max, sketch";

    private final Database database;

    public AggregateHistory(Database database) {
        this.database = database;
    }

    /** Hands over every window of a resolution that starts at or after a time, oldest first. */
    public void since(Resolution resolution, long from, Consumer<AggregateRow> taker) {
        database.inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS
                    + " FROM aggregates WHERE resolution = ? AND window_start >= ? ORDER BY window_start")) {
                select.setFetchSize(FETCH_SIZE);
                select.setString(1, resolution.wire());
                select.setObject(2, Rows.utc(from));
                Rows.each(select, AggregateHistory::row, taker);
            }
            return null;
        });
    }

    /** A service's probe windows by their start, all locations merged. */
    public NavigableMap<Long, Aggregate> probes(String service, Resolution resolution, long from, long to) {
        return database.query(connection -> {
            NavigableMap<Long, Aggregate> points = new TreeMap<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS
                    + " FROM aggregates WHERE entity = ? AND resolution = ? AND window_start >= ? AND window_start < ?"
                    + " AND kind = 'service' AND source = 'probe' AND metric = 'latency'")) {
                select.setString(1, service);
                select.setString(2, resolution.wire());
                select.setObject(3, Rows.utc(from));
                select.setObject(4, Rows.utc(to));
                Rows.each(select, AggregateHistory::row, stored -> points.computeIfAbsent(
                                stored.windowStart(), start -> new Aggregate())
                        .merge(Aggregate.of(stored)));
            }
            return points;
        });
    }

    private static AggregateRow row(ResultSet row) throws SQLException {
        return new AggregateRow(
                new SeriesKey(
                        EntityKind.fromWire(row.getString("kind")),
                        row.getString("entity"),
                        Source.fromWire(row.getString("source")),
                        Metric.find(row.getString("metric")).orElseThrow(),
                        row.getString("location")),
                Resolution.fromWire(row.getString("resolution")),
                Rows.millis(row, "window_start"),
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
                row.getLong("covered_ms"),
                row.getBigDecimal("sum").toBigIntegerExact(),
                row.getLong("min"),
                row.getLong("max"),
                row.getBytes("sketch"));
    }
}
