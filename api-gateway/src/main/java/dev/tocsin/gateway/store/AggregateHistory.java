package dev.tocsin.gateway.store;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Limits;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.EventCounts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The windows that the recording job stored; all of them final. Thread-safe. */
public final class AggregateHistory {

    private static final int FETCH_SIZE = 2_000;
    /** Of one question about chosen series. */
    public static final int TIMEOUT_SECONDS = 5;

    private static final String COLUMNS =
            "kind, entity, source, metric, location, resolution, window_start, observations,"
                    + " ok, warn, error, down, unknown, measured, satisfied, tolerating, slow, covered_ms, sum, min, max, sketch";

    private final Database database;

    public AggregateHistory(Database database) {
        this.database = database;
    }

    /** Hands over every window of a resolution that starts at or after a time, oldest first. */
    public void since(Resolution resolution, long from, Consumer<AggregateRow> taker) {
        between(resolution, from, Limits.MAX_TIME, taker);
    }

    /** Hands over every window of a resolution that starts at or after a time and before another, oldest first. */
    public void between(Resolution resolution, long from, long to, Consumer<AggregateRow> taker) {
        database.inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS
                    + " FROM aggregates WHERE resolution = ? AND window_start >= ? AND window_start < ?"
                    + " ORDER BY window_start")) {
                select.setFetchSize(FETCH_SIZE);
                select.setString(1, resolution.wire());
                select.setObject(2, Rows.utc(from));
                select.setObject(3, Rows.utc(to));
                Rows.each(select, AggregateHistory::row, taker);
            }
            return null;
        });
    }

    /** Hands over the windows of the series that match, in no order. */
    public void select(SeriesFilter filter, Resolution resolution, long from, long to, Consumer<AggregateRow> taker) {
        Optional<Collection<String>> entities = filter.anyEntity();
        database.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS
                    + " FROM aggregates WHERE resolution = ? AND window_start >= ? AND window_start < ?"
                    + " AND source = ANY (?) AND metric = ANY (?)"
                    + (entities.isPresent() ? " AND entity = ANY (?)" : ""))) {
                select.setQueryTimeout(TIMEOUT_SECONDS);
                select.setString(1, resolution.wire());
                select.setObject(2, Rows.utc(from));
                select.setObject(3, Rows.utc(to));
                select.setArray(4, Rows.texts(select, filter.metrics().keySet(), Source::wire));
                select.setArray(5, Rows.texts(select, filter.anyMetric(), Metric::wire));
                if (entities.isPresent()) {
                    select.setArray(6, Rows.texts(select, entities.get(), entity -> entity));
                }
                Rows.each(select, AggregateHistory::row, row -> {
                    if (filter.matches(row.series())) {
                        taker.accept(row);
                    }
                });
            }
            return null;
        });
    }

    /**
     * A service's probe windows by their start.
     *
     * @param location the one that is asked for; all are merged if empty
     */
    public NavigableMap<Long, Aggregate> probes(
            String service, Optional<String> location, Resolution resolution, long from, long to) {
        NavigableMap<Long, Aggregate> points = new TreeMap<>();
        Selection selection =
                new Selection(Entity.service(service), Source.PROBE, Optional.of(Metric.LATENCY), location);
        select(selection, resolution, from, to, row -> points.computeIfAbsent(
                        row.windowStart(), start -> new Aggregate())
                .merge(Aggregate.of(row)));
        return points;
    }

    /**
     * Which series of an entity.
     *
     * @param metric all if empty
     * @param location all if empty; of a machine it tells cores and devices apart
     */
    public record Selection(Entity entity, Source source, Optional<Metric> metric, Optional<String> location) {}

    /** Hands over the windows of some series that start from one time to another. */
    public void select(Selection selection, Resolution resolution, long from, long to, Consumer<AggregateRow> taker) {
        database.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS
                    + " FROM aggregates WHERE entity = ? AND resolution = ? AND window_start >= ? AND window_start < ?"
                    + " AND kind = ? AND source = ?"
                    + (selection.metric().isPresent() ? " AND metric = ?" : "")
                    + (selection.location().isPresent() ? " AND location = ?" : ""))) {
                select.setString(1, selection.entity().key());
                select.setString(2, resolution.wire());
                select.setObject(3, Rows.utc(from));
                select.setObject(4, Rows.utc(to));
                select.setString(5, selection.entity().kind().wire());
                select.setString(6, selection.source().wire());
                int next = 7;
                if (selection.metric().isPresent()) {
                    select.setString(next++, selection.metric().get().wire());
                }
                if (selection.location().isPresent()) {
                    select.setString(next, selection.location().get());
                }
                Rows.each(select, AggregateHistory::row, taker);
            }
            return null;
        });
    }

    /** What a service's promise is measured by, hour by hour; locations that looked at the same time cover it once. */
    public NavigableMap<Long, EventCounts> countsByHour(String service, long from, long to) {
        return database.query(connection -> {
            NavigableMap<Long, EventCounts> hours = new TreeMap<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT window_start,"
                    + " sum(observations - unknown) AS known, sum(warn + error + down) AS failed,"
                    + " (sum(covered_ms * (observations - unknown) / observations) / count(*))::bigint AS covered_ms"
                    + " FROM aggregates WHERE entity = ? AND resolution = '1h' AND window_start >= ?"
                    + " AND window_start < ? AND kind = 'service' AND source = 'probe' AND metric = 'latency'"
                    + " AND observations > 0 GROUP BY window_start")) {
                select.setString(1, service);
                select.setObject(2, Rows.utc(from));
                select.setObject(3, Rows.utc(to));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        hours.put(
                                Rows.millis(row, "window_start"),
                                new EventCounts(
                                        row.getLong("known"), row.getLong("failed"), row.getLong("covered_ms")));
                    }
                }
            }
            return hours;
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
                row.getLong("slow"),
                row.getLong("covered_ms"),
                row.getBigDecimal("sum").toBigIntegerExact(),
                row.getLong("min"),
                row.getLong("max"),
                row.getBytes("sketch"));
    }
}
