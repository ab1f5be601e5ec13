package dev.tocsin.testkit;

import dev.tocsin.embedded.EmbeddedPostgres;
import dev.tocsin.events.service.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL for a test class, shared with the other classes of the same JVM, with a database that is the class's own:
 *
 * <pre>{@code @RegisterExtension static final PostgresExtension postgres = new PostgresExtension();}</pre>
 *
 * A test that stops or breaks a server starts an {@link EmbeddedPostgres} of its own.
 */
public final class PostgresExtension implements BeforeAllCallback {

    private EmbeddedPostgres postgres;
    private String database;

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        postgres = SharedPart.in(context, EmbeddedPostgres.class, folder -> EmbeddedPostgres.start(folder, 0));
        database = "test_" + Long.toString(System.nanoTime(), 36);
        try (Connection connection = connect(postgres.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
    }

    /** The class's own database, empty when its first test begins; without credentials. */
    public String jdbcUrl() {
        return postgres.jdbcUrl().replaceFirst("/[^/]*$", "/" + database);
    }

    public String user() {
        return postgres.user();
    }

    public Secret password() {
        return postgres.password();
    }

    public int port() {
        return postgres.port();
    }

    /** A new connection to the class's database, for the caller to close. */
    public Connection connect() throws SQLException {
        return connect(jdbcUrl());
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, user(), password().value());
    }
}
