package dev.tocsin.embedded;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.RunningService;
import dev.tocsin.events.service.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A PostgreSQL 17 on 127.0.0.1 with one database, UTF-8 and time zone UTC, that syncs its files as any server should. Its
 * password is made at the first start and stands in {@code dataDir/postgres/password}. Thread-safe.
 */
public final class EmbeddedPostgres implements RunningService {

    static final String FOLDER = "postgres";
    static final String USER = "tocsin";
    static final String DATABASE = "tocsin";

    private static final String PART = "PostgreSQL";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WORKERS_PATIENCE = Duration.ofSeconds(10);
    private static final int PASSWORD_BYTES = 18;

    private final PartFolder folder;
    private final ChildProcess child;
    private final int port;
    private final Secret password;
    private boolean closed;

    private EmbeddedPostgres(PartFolder folder, ChildProcess child, int port, Secret password) {
        this.folder = folder;
        this.child = child;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts it on the data below {@code dataDir/postgres}, recovers that if need be, and returns when it answers.
     *
     * @param port 0 for the port it had last time, or any that is free
     * @throws BadSettingException if the folder or the port cannot be used
     * @throws IllegalStateException if PostgreSQL itself does not start; the message quotes it
     */
    public static EmbeddedPostgres start(Path dataDir, int port) {
        return PartStart.in(dataDir, FOLDER, folder -> start(folder, port));
    }

    private static EmbeddedPostgres start(PartFolder folder, int wantedPort) throws IOException {
        Path binaries = PostgresBinaries.unpackInto(folder.path());
        PostgresCommands commands = PostgresCommands.of(binaries);
        ChildProcess.endOrphans(folder, commands::askToEnd);
        PostgresBinaries.deleteOthers(folder.path(), binaries);
        int port = LoopbackPort.choose(PART, wantedPort, folder.resolve("port"));
        Path files = initialised(folder, commands);
        Secret password =
                new Secret(Files.readString(folder.resolve("password")).strip());
        PostgresLogin login = new PostgresLogin(port, USER, password);
        ChildProcess child = startServer(folder, commands, files, port, login);
        login.createDatabaseIfMissing(DATABASE);
        return new EmbeddedPostgres(folder, child, port, password);
    }

    /** The database files, made beside their place and moved there whole, so that a half-made set is never started. */
    private static Path initialised(PartFolder folder, PostgresCommands commands) throws IOException {
        Path files = folder.resolve("data");
        if (Files.exists(files)) {
            return files;
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        OwnerOnly.write(folder.resolve("password"), HexFormat.of().formatHex(random) + "\n");
        Path draft = folder.resolve("data.new");
        Folders.deleteIfExists(draft);
        commands.initialise(draft, folder.resolve("password"), USER);
        return Files.move(draft, files, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ChildProcess startServer(
            PartFolder folder, PostgresCommands commands, Path files, int port, PostgresLogin login)
            throws IOException {
        long deadline = System.nanoTime() + WORKERS_PATIENCE.toNanos();
        while (true) {
            ChildProcess child = ChildProcess.start(
                    folder, commands.server(files, port), folder.logFile("postgres.log"), commands::askToEnd);
            try {
                Readiness.await(PART, port, child, PATIENCE, login::isPossible);
                return child;
            } catch (IllegalStateException e) {
                // The workers of a killed server hold its memory until they notice, within moments.
                boolean workersLeft = String.valueOf(e.getMessage()).contains("shared memory block");
                if (!workersLeft || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    /** For example {@code jdbc:postgresql://127.0.0.1:5432/tocsin}, without credentials. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + LoopbackPort.HOST + ":" + port + "/" + DATABASE;
    }

    /** May do everything, as the owner of the database. */
    public String user() {
        return USER;
    }

    public Secret password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** The process, for tests that end it. */
    long pid() {
        return child.pid();
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Condition condition() {
        return child.isAlive()
                ? Condition.healthy("PostgreSQL at " + LoopbackPort.HOST + ":" + port)
                : Condition.unhealthy(
                        "PostgreSQL has ended; see " + folder.resolve("postgres.log") + " and start again.");
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (folder) {
            child.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL was stopped, but its folder could not be tidied", e);
        }
    }
}
