package dev.tocsin.gateway.store;

import dev.tocsin.events.MalformedRecordException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Times on their way into and out of {@code timestamptz} columns. */
final class Rows {

    private static final Logger logger = LoggerFactory.getLogger(Rows.class);

    /** Makes something of the row that the cursor stands on. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Hands over what a query finds. A row that today's records refuse, since it was written before they became stricter, is
     * left out and told of: it must not keep everything else from being seen.
     */
    static <T> void each(PreparedStatement select, Reader<T> reader, Consumer<T> taker) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                T value;
                try {
                    value = reader.read(row);
                } catch (MalformedRecordException e) {
                    logger.warn("A row was left out ({}); correct or delete it", e.getMessage());
                    continue;
                }
                taker.accept(value);
            }
        }
    }

    static <T> List<T> list(PreparedStatement select, Reader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        each(select, reader, all::add);
        return all;
    }

    static OffsetDateTime utc(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC);
    }

    static long millis(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().toEpochMilli();
    }

    /** An array of texts to bind. */
    static <T> Array texts(PreparedStatement statement, Collection<T> values, Function<T, String> text)
            throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("text", values.stream().map(text).toArray());
    }

    static Double real(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }

    private Rows() {}
}
