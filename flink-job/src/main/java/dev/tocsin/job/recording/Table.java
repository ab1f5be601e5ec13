package dev.tocsin.job.recording;

import dev.tocsin.events.Json;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How records become rows of one table.
 *
 * @param upsert the statement, with one question mark a column
 * @param key of the row, as the statement's conflict clause has it
 * @param binder fills them in, in order
 */
record Table<T>(String upsert, Key<T> key, Binder<T> binder) implements Serializable {

    interface Key<T> extends Function<Recorded<T>, Object>, Serializable {}

    interface Binder<T> extends Serializable {
        void bind(Recorded<T> recorded, Row row) throws SQLException;
    }

    /** A statement whose parameters are filled from left to right. */
    static final class Row {
        /**
         * An escape that is fine, in the first group, or one that Postgres refuses in jsonb: NUL, or half a surrogate pair.
         * An escaped backslash is fine, and matched so that what follows it is not taken for an escape.
         */
        private static final Pattern ESCAPE =
                Pattern.compile("(\\\\\\\\|\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2})"
                        + "|\\\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})");

        private final PreparedStatement statement;
        private int index;

        Row(PreparedStatement statement) {
            this.statement = statement;
        }

        /** Begins again with the first parameter. */
        Row anew() {
            index = 0;
            return this;
        }

        /** Postgres refuses the NUL character in texts, and one such text must not stop the recording of all others. */
        Row text(String value) throws SQLException {
            statement.setString(++index, value == null ? null : value.replace('\u0000', '\uFFFD'));
            return this;
        }

        Row json(Object value) throws SQLException {
            String json = new String(Json.encode(value), StandardCharsets.UTF_8);
            statement.setObject(++index, ESCAPE.matcher(json).replaceAll(Row::readable), Types.OTHER);
            return this;
        }

        private static String readable(MatchResult escape) {
            return Matcher.quoteReplacement(escape.group(1) == null ? "\\uFFFD" : escape.group(1));
        }

        Row whole(long value) throws SQLException {
            statement.setLong(++index, value);
            return this;
        }

        Row object(Object value, int sqlType) throws SQLException {
            statement.setObject(++index, value, sqlType);
            return this;
        }

        Row time(Long epochMs) throws SQLException {
            statement.setObject(
                    ++index,
                    epochMs == null ? null : Instant.ofEpochMilli(epochMs).atOffset(ZoneOffset.UTC),
                    Types.TIMESTAMP_WITH_TIMEZONE);
            return this;
        }

        Row bytes(byte[] value) throws SQLException {
            statement.setBytes(++index, value);
            return this;
        }
    }
}
