package dev.tocsin.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.PostgresExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PartitionUpkeepIT {

    private static final Instant NOON = Instant.parse("2026-01-02T12:30:00Z");

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static void upkeep(Database database, Instant now) {
        new PartitionUpkeep(database, Clock.fixed(now, ZoneOffset.UTC)).run();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> select(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private static void check(String at, long offset) throws SQLException {
        execute("INSERT INTO checks (partition, \"offset\", at, service, location, status) VALUES (0, " + offset + ", '"
                + at + "', 'a', 'eu', 'ok')");
    }

    @Test
    void shouldMakePartitionsAheadMoveWhatWaitedInTheDefaultAndDropWhatIsOver() throws SQLException {
        DatabaseSettings settings = new DatabaseSettings(postgres.jdbcUrl(), postgres.user(), postgres.password());
        try (Database database = Database.open(settings, Duration.ofSeconds(10))) {
            upkeep(database, NOON);
            check("2026-01-02T12:29:00Z", 1);
            check("2026-01-02T23:10:00Z", 2);
            assertThat(select("SELECT tableoid::regclass FROM checks ORDER BY \"offset\""))
                    .containsExactly("checks_p2026010212", "checks_default");

            upkeep(database, NOON.plus(Duration.ofHours(10)));
            assertThat(select("SELECT tableoid::regclass FROM checks ORDER BY \"offset\""))
                    .containsExactly("checks_p2026010212", "checks_p2026010223");

            upkeep(database, NOON.plus(Duration.ofHours(27)));
            assertThat(select("SELECT \"offset\" FROM checks")).containsExactly("2");
            assertThat(select("SELECT relname FROM pg_class WHERE relname = 'checks_p2026010212'"))
                    .isEmpty();
            assertThat(select(
                            "SELECT relname FROM pg_class WHERE relname LIKE 'aggregates\\_1h\\_p%' AND relkind = 'r'"))
                    .contains("aggregates_1h_p2026010100", "aggregates_1h_p2026020100");
        }
    }
}
