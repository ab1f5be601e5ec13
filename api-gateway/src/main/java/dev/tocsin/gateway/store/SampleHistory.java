package dev.tocsin.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tocsin.events.Json;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pushed samples of the last 24 hours, as the recording job writes them. Thread-safe. */
public final class SampleHistory {

    /** Rows of one raw answer; what lies beyond is said to be cut, never dropped in silence. */
    static final int MAX_ROWS = 10_000;

    /** A day of minutes for dozens of series. */
    static final int MAX_BUCKETS = 50_000;

    private static final int TIMEOUT_SECONDS = 30;

    /** Lengths of buckets in ms by the names that queries use; raw has none. */
    public static final Map<String, Optional<Long>> BUCKETS = buckets();

    private static final String WHERE = " FROM telemetry WHERE at >= ? AND at <= ?"
            + " AND (?::text[] IS NULL OR service = ANY (?)) AND (?::text[] IS NULL OR metric_type = ANY (?))";

    private final Database database;

    public SampleHistory(Database database) {
        this.database = database;
    }

    /**
     * What is asked for.
     *
     * @param from inclusive, epoch ms
     * @param to inclusive, epoch ms
     * @param services null for all
     * @param metrics null for all
     */
    public record Selection(long from, long to, List<String> services, List<String> metrics) {}

    /**
     * Raw rows, newest first.
     *
     * @param truncated whether there were more: too many for one answer, or too many in a second to be recorded
     */
    public record RawRows(List<RawRow> data, boolean truncated) {}

    public record RawRow(
            Instant timestamp, String service, String metricType, double value, Map<String, Object> tags) {}

    /**
     * Aggregated rows, ascending by bucket.
     *
     * @param truncated whether there are more buckets, or were more samples than were recorded
     */
    public record Buckets(List<Bucket> data, boolean truncated) {}

    /** One bucket of one series; percentiles by linear interpolation, exact. */
    public record Bucket(
            Instant timestamp,
            String service,
            String metricType,
            double p50,
            double p95,
            double p99,
            double min,
            double max,
            double avg,
            long count) {}

    public RawRows raw(Selection selection) {
        return database.query(connection -> {
            List<RawRow> rows;
            try (PreparedStatement select = connection.prepareStatement("SELECT at, service, metric_type, value, tags"
                    + WHERE + " ORDER BY at DESC LIMIT " + (MAX_ROWS + 1))) {
                bind(select, 1, selection);
                select.setQueryTimeout(TIMEOUT_SECONDS);
                rows = Rows.list(select, SampleHistory::raw);
            }
            boolean cut = rows.size() > MAX_ROWS;
            return new RawRows(cut ? rows.subList(0, MAX_ROWS) : rows, cut || lacksSamples(connection, selection));
        });
    }

    /** Buckets of a length in ms, computed from all raw rows by Postgres. */
    public Buckets buckets(Selection selection, long bucketMs) {
        return database.query(connection -> {
            List<Bucket> buckets;
            String sql = "SELECT date_bin(? * interval '1 millisecond', at, timestamptz 'epoch') AS bucket, service,"
                    + " metric_type, percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY value) AS percentiles,"
                    + " min(value), max(value), avg(value), count(*)" + WHERE
                    + " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LIMIT " + (MAX_BUCKETS + 1);
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setQueryTimeout(TIMEOUT_SECONDS);
                select.setLong(1, bucketMs);
                bind(select, 2, selection);
                buckets = Rows.list(select, SampleHistory::bucket);
            }
            boolean cut = buckets.size() > MAX_BUCKETS;
            return new Buckets(
                    cut ? buckets.subList(0, MAX_BUCKETS) : buckets, cut || lacksSamples(connection, selection));
        });
    }

    /** Whether samples were left out when they were recorded, because too many came in a second. */
    private static boolean lacksSamples(Connection connection, Selection selection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT EXISTS (SELECT 1" + WHERE + " AND left_out > 0)")) {
            bind(select, 1, selection);
            select.setQueryTimeout(TIMEOUT_SECONDS);
            try (ResultSet answer = select.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static RawRow raw(ResultSet row) throws SQLException {
        return new RawRow(
                Instant.ofEpochMilli(Rows.millis(row, "at")),
                row.getString("service"),
                row.getString("metric_type"),
                row.getDouble("value"),
                tags(row.getString("tags")));
    }

    private static Bucket bucket(ResultSet row) throws SQLException {
        Double[] percentiles = (Double[]) row.getArray("percentiles").getArray();
        return new Bucket(
                Instant.ofEpochMilli(Rows.millis(row, "bucket")),
                row.getString("service"),
                row.getString("metric_type"),
                percentiles[0],
                percentiles[1],
                percentiles[2],
                row.getDouble("min"),
                row.getDouble("max"),
                row.getDouble("avg"),
                row.getLong("count"));
    }

    private static void bind(PreparedStatement select, int from, Selection selection) throws SQLException {
        select.setObject(from, Rows.utc(selection.from()));
        select.setObject(from + 1, Rows.utc(selection.to()));
        Array services = array(select, selection.services());
        Array metrics = array(select, selection.metrics());
        select.setArray(from + 2, services);
        select.setArray(from + 3, services);
        select.setArray(from + 4, metrics);
        select.setArray(from + 5, metrics);
    }

    private static Array array(PreparedStatement select, List<String> texts) throws SQLException {
        return texts == null ? null : select.getConnection().createArrayOf("text", texts.toArray());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tags(String json) {
        if (json == null) {
            return Map.of();
        }
        try {
            return Json.mapper().readValue(json, LinkedHashMap.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tags in table telemetry are not what the recording job writes", e);
        }
    }

    private static Map<String, Optional<Long>> buckets() {
        Map<String, Optional<Long>> lengths = new LinkedHashMap<>();
        lengths.put("raw", Optional.empty());
        lengths.put("1m", Optional.of(60_000L));
        lengths.put("5m", Optional.of(300_000L));
        lengths.put("1h", Optional.of(3_600_000L));
        return lengths;
    }
}
