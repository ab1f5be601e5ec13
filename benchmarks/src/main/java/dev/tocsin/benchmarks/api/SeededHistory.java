package dev.tocsin.benchmarks.api;

import dev.tocsin.embedded.EmbeddedPostgres;
import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.aggregate.Aggregate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The tables as they are after some days of services that are probed once a second: 24 hours of slices, the days' minutes
 * and hours. Every window is one of a few hundred that were drawn beforehand, since what is in it does not matter here.
 */
final class SeededHistory {

    static final String LOCATION = "eu-1";
    private static final int VARIETY = 400;
    private static final String COPY =
            "COPY aggregates (kind, entity, source, metric, location, resolution, window_start,"
                    + " observations, ok, warn, error, down, unknown, measured, satisfied, tolerating, slow, covered_ms, sum, min,"
                    + " max, sketch) FROM STDIN";

    private final EmbeddedPostgres postgres;
    private final int services;
    private final SplittableRandom random = new SplittableRandom(1);

    SeededHistory(EmbeddedPostgres postgres, int services) {
        this.postgres = postgres;
        this.services = services;
    }

    static String service(int number) {
        return "bench-" + number;
    }

    /** Fills the tables up to a time; returns how many windows there are now. */
    long fill(long now, int days) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.user(), postgres.password().value())) {
            register(connection);
            long rows = 0;
            long hours = Math.min(24, days * 24L);
            rows += fill(connection, Resolution.SLICE, 10, now - hours * 3_600_000, now);
            rows += fill(connection, Resolution.MINUTE, 60, now - days * 86_400_000L, now);
            rows += fill(connection, Resolution.HOUR, 3_600, now - days * 86_400_000L, now);
            try (Statement statement = connection.createStatement()) {
                statement.execute("VACUUM ANALYZE aggregates");
            }
            return rows;
        }
    }

    private void register(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO services (key, name, url, interval_ms, timeout_ms, apdex_ms, objective,"
                    + " failures_to_alert, quorum, successes_to_resolve, latency_alert_ms, group_name, origin, version,"
                    + " effective_at, created_at, updated_at) SELECT 'bench-' || i, 'Bench ' || i, 'http://127.0.0.1:9/',"
                    + " 1000, 1000, 250, 0.999, 3, 1, 2, 2000, 'group-' || i / 100, 'api', 1, date_trunc('minute', now()),"
                    + " now(), now() FROM generate_series(0, " + (services - 1) + ") i");
        }
    }

    private long fill(Connection connection, Resolution resolution, int values, long from, long to)
            throws SQLException, IOException {
        List<byte[]> windows = new ArrayList<>();
        for (int i = 0; i < VARIETY; i++) {
            windows.add(window(resolution, values));
        }
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        long rows = 0;
        for (long start = resolution.floor(from); start + resolution.millis() <= to; start += resolution.millis()) {
            String when =
                    "\tprobe\tlatency\t" + LOCATION + "\t" + resolution.wire() + "\t" + Instant.ofEpochMilli(start);
            byte[] middle = when.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < services; i++) {
                write(copy, ("service\t" + service(i)).getBytes(StandardCharsets.UTF_8));
                write(copy, middle);
                write(copy, windows.get(random.nextInt(VARIETY)));
                rows++;
            }
        }
        copy.endCopy();
        return rows;
    }

    private static void write(CopyIn copy, byte[] bytes) throws SQLException {
        copy.writeToCopy(bytes, 0, bytes.length);
    }

    /** The columns behind the start of a window, as COPY reads them. */
    private byte[] window(Resolution resolution, int values) {
        Aggregate window = new Aggregate();
        double level = 20 + 200 * random.nextDouble();
        for (int i = 0; i < values; i++) {
            boolean down = random.nextInt(500) == 0;
            long micros = Math.round(1_000 * level * Math.exp(0.4 * random.nextGaussian()));
            window.add(down ? CheckStatus.DOWN : CheckStatus.OK, down ? -1 : micros, 250_000, 1_000);
        }
        AggregateRow row = window.toRow(SeriesKey.probe("any", LOCATION), resolution, 0, false);
        String columns = "\t" + row.observations() + "\t" + row.ok() + "\t" + row.warn() + "\t" + row.error() + "\t"
                + row.down() + "\t" + row.unknown() + "\t" + row.measured() + "\t" + row.satisfied() + "\t"
                + row.tolerating() + "\t" + row.slow() + "\t" + row.coveredMs() + "\t" + row.sum() + "\t" + row.min()
                + "\t" + row.max() + "\t\\\\x" + HexFormat.of().formatHex(row.sketch()) + "\n";
        return columns.getBytes(StandardCharsets.UTF_8);
    }
}
