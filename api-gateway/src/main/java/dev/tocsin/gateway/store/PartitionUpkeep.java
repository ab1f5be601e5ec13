package dev.tocsin.gateway.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the partitions of the coming time and drops those whose time is over. What has no partition (much older or newer
 * than now) lands in the table's DEFAULT partition, and is moved out when its partition is made. Thread-safe.
 */
public final class PartitionUpkeep {

    private static final Logger logger = LoggerFactory.getLogger(PartitionUpkeep.class);

    /** An hour more for checks, since a summary begins at the full hour before it, and should be open to a recount. */
    private static final List<Plan> PLANS = List.of(
            new Plan("checks", "at", ChronoUnit.HOURS, 3, 6, Duration.ofHours(25)),
            new Plan("telemetry", "at", ChronoUnit.HOURS, 3, 6, Duration.ofHours(24)),
            new Plan("aggregates_10s", "window_start", ChronoUnit.HOURS, 3, 6, Duration.ofHours(24)),
            new Plan("aggregates_1m", "window_start", ChronoUnit.DAYS, 1, 2, Duration.ofDays(7)),
            new Plan("aggregates_1h", "window_start", ChronoUnit.MONTHS, 1, 1, Duration.ofDays(400)));

    private final Database database;
    private final Clock clock;

    public PartitionUpkeep(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * How one table is kept.
     *
     * @param behind partitions made for the time before now, since records come late
     * @param ahead partitions made for the time after now, the longest time that the gateway may be away unnoticed
     */
    private record Plan(String table, String column, ChronoUnit step, int behind, int ahead, Duration retention) {

        private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyyMMddHH");

        ZonedDateTime floor(Instant time) {
            ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
            return step == ChronoUnit.MONTHS
                    ? utc.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1)
                    : utc.truncatedTo(step);
        }

        String partition(ZonedDateTime start) {
            return table + "_p" + SUFFIX.format(start);
        }

        ZonedDateTime start(String partition) {
            String suffix = partition.substring(table.length() + 2);
            return java.time.LocalDateTime.parse(suffix, SUFFIX).atZone(ZoneOffset.UTC);
        }
    }

    /** Does what is due, table by table; a table that fails is logged and tried again the next time. */
    public void run() {
        Instant now = clock.instant();
        for (Plan plan : PLANS) {
            try {
                drop(plan, now);
                make(plan, now);
            } catch (StoreException e) {
                logger.warn(
                        "Partitions of {} could not be kept up; rows go to {}_default until the next attempt",
                        plan.table,
                        plan.table,
                        e);
            }
        }
    }

    private void make(Plan plan, Instant now) {
        List<String> there = database.query(connection -> partitions(connection, plan));
        ZonedDateTime base = plan.floor(now);
        for (int i = -plan.behind; i <= plan.ahead; i++) {
            ZonedDateTime start = base.plus(i, plan.step);
            String partition = plan.partition(start);
            if (!there.contains(partition)) {
                database.inTransaction(connection -> make(connection, plan, partition, start));
            }
        }
    }

    private static Void make(Connection connection, Plan plan, String partition, ZonedDateTime start)
            throws SQLException {
        String from = literal(start);
        String to = literal(start.plus(1, plan.step));
        String defaults = plan.table + "_default";
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '5s'");
            statement.execute("CREATE TABLE " + partition + " (LIKE " + plan.table + " INCLUDING ALL)");
            // Writers wait here for a moment, so that none adds a row to the default between the move and the
            // attaching.
            statement.execute("LOCK TABLE " + defaults + " IN ACCESS EXCLUSIVE MODE");
            statement.execute("WITH moved AS (DELETE FROM " + defaults + " WHERE " + plan.column + " >= " + from
                    + " AND " + plan.column + " < " + to + " RETURNING *) INSERT INTO " + partition
                    + " SELECT * FROM moved");
            statement.execute("ALTER TABLE " + plan.table + " ATTACH PARTITION " + partition + " FOR VALUES FROM ("
                    + from + ") TO (" + to + ")");
        }
        return null;
    }

    private void drop(Plan plan, Instant now) {
        Instant keptFrom = now.minus(plan.retention);
        for (String partition : database.query(connection -> partitions(connection, plan))) {
            Instant end = plan.start(partition).plus(1, plan.step).toInstant();
            if (!end.isAfter(keptFrom)) {
                database.inTransaction(connection -> execute(connection, "DROP TABLE " + partition));
                logger.info("Dropped {}, whose {} are over", partition, plan.retention);
            }
        }
        database.inTransaction(connection -> execute(
                connection,
                "DELETE FROM " + plan.table + "_default WHERE " + plan.column + " < "
                        + literal(keptFrom.atZone(ZoneOffset.UTC))));
    }

    private static Void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '5s'");
            statement.execute(sql);
        }
        return null;
    }

    private static List<String> partitions(Connection connection, Plan plan) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT c.relname FROM pg_inherits i"
                + " JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = ?::regclass AND c.relname ~ ?")) {
            select.setString(1, plan.table);
            select.setString(2, "^" + plan.table + "_p[0-9]{10}$");
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }

    private static String literal(ZonedDateTime time) {
        return "'" + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time) + "'::timestamptz";
    }
}
