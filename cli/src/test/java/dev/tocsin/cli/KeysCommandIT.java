package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.allinone.machine.StatusReport;
import dev.tocsin.testkit.PostgresExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandIT {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldMakeListAndRevokeAKey() {
        assertThat(run(named(), "keys", "create", "grafana")).isZero();
        String token = out.toString().strip();
        assertThat(token).as("nothing else, for scripts").matches("tocsin_[A-Za-z0-9_-]{43}");
        assertThat(err.toString()).contains("(grafana) may read", "X-API-Key", "not shown again");
        String id = err.toString().replaceFirst("(?s)^Key (\\d+) .*", "$1");

        clear();
        assertThat(run(named(), "keys", "list")).isZero();
        assertThat(out.toString())
                .containsPattern(id + " +grafana +read +works +2026-01-01T12:00:00Z +never +-")
                .doesNotContain(token);

        clear();
        assertThat(run(named(), "keys", "revoke", id)).isZero();
        assertThat(out.toString()).contains("Key " + id + " is revoked");
        run(named(), "keys", "list");
        assertThat(out.toString()).containsPattern(id + " +grafana +read +revoked");

        clear();
        assertThat(run(named(), "keys", "revoke", id)).isEqualTo(2);
        assertThat(err.toString()).contains("no key " + id + " that still works");
        assertThat(run(named(), "keys", "revoke", "999999")).isEqualTo(2);
    }

    @Test
    void shouldKeepScopesExpiryAndRate() {
        run(named(), "keys", "create", "a 'quoted' näme", "--scope", "read", "--scope", "ingest", "--expires", "90d");
        run(named(), "keys", "create", "fast", "--scope", "admin", "--rate", "5000");
        clear();

        run(named(), "keys", "list");

        assertThat(out.toString())
                .containsPattern("a 'quoted' näme +read, ingest +until 2026-04-01T12:00:00Z")
                .containsPattern("fast +admin +works .* 5000\n");
    }

    @Test
    void shouldFindThePostgresOfTheTocsinThatRunsHere() throws IOException {
        Path directory = new DataPlaces(home).usual("up");
        Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(
                directory.resolve("postgres").resolve("password"),
                postgres.password().value() + "\n");
        new StatusReport(
                        ProcessHandle.current().pid(),
                        "up",
                        0,
                        0,
                        Map.of("Postgres", postgres.jdbcUrl()),
                        List.of(),
                        null,
                        null)
                .write(directory);

        assertThat(run(Map.of(), "keys", "create", "local")).as(err.toString()).isZero();
        assertThat(run(Map.of(), "keys", "list", "--data-dir", directory.toString()))
                .isZero();
        assertThat(out.toString()).contains("local");
    }

    @Test
    void shouldSayWhatToDoWhenNoPostgresIsKnownOrAnswers() {
        assertThat(run(Map.of(), "keys", "list")).isEqualTo(2);
        assertThat(err.toString()).contains("No Tocsin runs here", "./tocsin up", "TOCSIN_DATABASE_URL");
        clear();
        assertThat(run(Map.of("TOCSIN_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/x"), "keys", "list"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("did not answer");
    }

    private static Map<String, String> named() {
        return Map.of(
                "TOCSIN_DATABASE_URL",
                postgres.jdbcUrl(),
                "TOCSIN_DATABASE_USER",
                postgres.user(),
                "TOCSIN_DATABASE_PASSWORD",
                postgres.password().value());
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Commands.run(
                new CommandContext(
                        home,
                        environment,
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        false),
                arguments);
    }

    private void clear() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }
}
