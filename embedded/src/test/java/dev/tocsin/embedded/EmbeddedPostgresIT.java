package dev.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.service.BadSettingException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

    @TempDir
    Path dataDir;

    @Test
    void shouldKeepRowsWhenRestartedAndWhenKilled() throws Exception {
        String url;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, 0)) {
            url = postgres.jdbcUrl();
            execute(postgres, "CREATE TABLE bells (name text); INSERT INTO bells VALUES ('größte')");
            assertThat(postgres.condition().healthy()).isTrue();
        }
        EmbeddedPostgres killed = EmbeddedPostgres.start(dataDir, 0);
        assertThat(killed.jdbcUrl()).isEqualTo(url);
        execute(killed, "INSERT INTO bells VALUES ('tenor')");
        ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
        await().until(() -> !killed.condition().healthy());
        killed.close();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, 0)) {
            assertThat(query(postgres, "SELECT string_agg(name, ',' ORDER BY name) FROM bells"))
                    .isEqualTo("größte,tenor");
        }
    }

    @Test
    void shouldBeUtf8SafeAndClosedToStrangers() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, 0);
        try (postgres) {
            assertThat(query(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "SHOW server_version")).startsWith("17.");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> EmbeddedPostgres.start(dataDir, 0))
                    .isInstanceOf(BadSettingException.class)
                    .hasMessageContaining("in use by another running process");
        }
        assertThat(ProcessHandle.of(postgres.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(dataDir, other.getLocalPort()))
                    .isInstanceOf(BadSettingException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " for PostgreSQL is taken");
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.user(), postgres.password().value());
    }
}
