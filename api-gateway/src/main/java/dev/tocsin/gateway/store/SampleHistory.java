package dev.tocsin.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tocsin.events.Json;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Source;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The single samples of the last 24 hours, as the recording job writes them: what services pushed of themselves, and the
 * checks that were made of them, each a sample of latency and one of error rate. Thread-safe.
 */
public final class SampleHistory {

    private static final String PUSHED = "SELECT at, service, metric_type, value, tags, left_out, false AS of_check"
            + " FROM telemetry WHERE at >= ? AND at <= ? AND metric_type = ANY (?)"
            + " AND (?::text[] IS NULL OR service = ANY (?))";
    private static final String CHECKED = "SELECT at, service, metric_type, value,"
            + " jsonb_build_object('source', 'health_check', 'location', location) AS tags, left_out, true AS of_check"
            + " FROM checks CROSS JOIN LATERAL (VALUES ('latency', latency_ms), ('error_rate',"
            + " CASE status WHEN 'ok' THEN 0.0 WHEN 'unknown' THEN NULL ELSE 1.0 END)) sample (metric_type, value)"
            + " WHERE at >= ? AND at <= ? AND metric_type = ANY (?)"
            + " AND (?::text[] IS NULL OR service = ANY (?)) AND value IS NOT NULL";

    private final Database database;

    public SampleHistory(Database database) {
        this.database = database;
    }

    /**
     * What is asked for.
     *
     * @param from inclusive, epoch ms
     * @param to inclusive, epoch ms
     * @param metrics by source; a source that is not named is not asked for
     */
    public record Selection(long from, long to, Map<Source, Set<Metric>> metrics, SeriesFilter series, int limit) {}

    /**
     * Rows, newest first.
     *
     * @param isCut whether there were more than the limit
     * @param isThinned whether there were more in some second than are recorded
     */
    public record RawRows(List<RawRow> rows, boolean isCut, boolean isThinned) {}

    /**
     * One sample.
     *
     * @param service of a check the key of the service, of a pushed sample what it came with
     */
    public record RawRow(
            Instant timestamp,
            String service,
            Metric metric,
            double value,
            Map<String, Object> tags,
            Source source,
            boolean isThinned) {}

    public RawRows newest(Selection selection) {
        List<Source> sources = selection.metrics().keySet().stream()
                .filter(source -> source == Source.PROBE
                        || source == Source.TELEMETRY && selection.series().isPlaced(""))
                .toList();
        if (sources.isEmpty()) {
            return new RawRows(List.of(), false, false);
        }
        List<String> parts = new ArrayList<>();
        for (Source source : sources) {
            parts.add("(" + (source == Source.PROBE ? CHECKED : PUSHED) + locations(source, selection)
                    + " ORDER BY at DESC LIMIT " + (selection.limit() + 1) + ")");
        }
        String sql = "SELECT * FROM (" + String.join(" UNION ALL ", parts) + ") samples ORDER BY at DESC LIMIT "
                + (selection.limit() + 1);
        List<RawRow> rows = database.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setQueryTimeout(AggregateHistory.TIMEOUT_SECONDS);
                int next = 1;
                for (Source source : sources) {
                    next = bind(select, next, source, selection);
                }
                return Rows.list(select, SampleHistory::row);
            }
        });
        boolean isCut = rows.size() > selection.limit();
        return new RawRows(
                isCut ? rows.subList(0, selection.limit()) : rows,
                isCut,
                rows.stream().anyMatch(RawRow::isThinned));
    }

    private static String locations(Source source, Selection selection) {
        return source == Source.PROBE && selection.series().locations().isPresent() ? " AND location = ANY (?)" : "";
    }

    private static int bind(PreparedStatement select, int from, Source source, Selection selection)
            throws SQLException {
        int next = from;
        Collection<String> entities = selection.series().entities().get(source);
        select.setObject(next++, Rows.utc(selection.from()));
        select.setObject(next++, Rows.utc(selection.to()));
        select.setArray(next++, Rows.texts(select, selection.metrics().get(source), Metric::wire));
        for (int i = 0; i < 2; i++) {
            select.setArray(next++, entities == null ? null : Rows.texts(select, entities, entity -> entity));
        }
        if (!locations(source, selection).isEmpty()) {
            select.setArray(
                    next++, Rows.texts(select, selection.series().locations().orElseThrow(), location -> location));
        }
        return next;
    }

    private static RawRow row(ResultSet row) throws SQLException {
        return new RawRow(
                Instant.ofEpochMilli(Rows.millis(row, "at")),
                row.getString("service"),
                Metric.find(row.getString("metric_type")).orElseThrow(),
                row.getDouble("value"),
                tags(row.getString("tags")),
                row.getBoolean("of_check") ? Source.PROBE : Source.TELEMETRY,
                row.getInt("left_out") > 0);
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
}
