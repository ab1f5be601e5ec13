package dev.tocsin.benchmarks.stand;

import dev.tocsin.embedded.EmbeddedPostgres;
import dev.tocsin.testkit.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** PostgreSQL with Tocsin's tables. The jobs reach it through a proxy that breaks connections, trials directly. */
public final class Database implements AutoCloseable {

    private final Path folder;
    private final FaultProxy proxy;
    private EmbeddedPostgres postgres;

    private Database(Path folder) {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.start(folder, 0);
        this.proxy = FaultProxy.before(postgres.port());
    }

    static Database start(Path folder) {
        Database database = new Database(folder);
        Flyway.configure()
                .dataSource(
                        database.postgres.jdbcUrl(),
                        database.postgres.user(),
                        database.postgres.password().value())
                .load()
                .migrate();
        return database;
    }

    /** Kills the postmaster as {@code kill -9} would; its workers notice on their own. */
    public void kill() {
        try {
            String first = Files.readAllLines(folder.resolve("postgres/data/postmaster.pid"))
                    .get(0);
            Signals.send("KILL", Long.parseLong(first.strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("The postmaster's pid cannot be read", e);
        }
        Awaiting.until("the postmaster is gone", Duration.ofSeconds(10), () -> !postgres.condition()
                .healthy());
    }

    /** Ends it in order. */
    public void stop() {
        postgres.close();
    }

    /** Starts it on its former data and port, after {@link #kill} or {@link #stop}. */
    public void start() {
        int port = postgres.port();
        postgres.close();
        postgres = EmbeddedPostgres.start(folder, port);
    }

    public FaultProxy proxy() {
        return proxy;
    }

    /** A new connection past the proxy, for the caller to close. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.user(), postgres.password().value());
    }

    void clear() {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("TRUNCATE aggregates, checks, telemetry, alerts, notifications");
        } catch (SQLException e) {
            throw new IllegalStateException("The tables cannot be emptied", e);
        }
    }

    /** How the jobs reach it. */
    String proxiedUrl() {
        return "jdbc:postgresql://" + proxy.address() + "/tocsin";
    }

    String user() {
        return postgres.user();
    }

    String password() {
        return postgres.password().value();
    }

    @Override
    public void close() {
        proxy.close();
        postgres.close();
    }
}
