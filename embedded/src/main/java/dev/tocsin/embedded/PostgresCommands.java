package dev.tocsin.embedded;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command lines of PostgreSQL's programs. They refuse to run as root; a root is therefore sent through a user namespace of
 * its own, where it is nobody in name and still owns its files.
 */
final class PostgresCommands {

    private static final int TIMEOUT_SECONDS = 60;

    private final Path binaries;
    private final List<String> prefix;

    private PostgresCommands(Path binaries, List<String> prefix) {
        this.binaries = binaries;
        this.prefix = prefix;
    }

    /** @throws BadSettingException for a root who may not make a user namespace */
    static PostgresCommands of(Path binaries) throws IOException {
        // What we have just unpacked belongs to whom we run as.
        if (!Integer.valueOf(0).equals(Files.getAttribute(binaries, "unix:uid"))) {
            return new PostgresCommands(binaries, List.of());
        }
        List<String> unshare = List.of("unshare", "-U");
        PostgresCommands commands = new PostgresCommands(binaries, unshare);
        if (commands.run(commands.line("postgres", "--version")).exitCode() != 0) {
            throw new BadSettingException("PostgreSQL does not run as root, and this system does not let root give it a"
                    + " user namespace (unshare -U); start as another user, or give the address of a PostgreSQL.");
        }
        return commands;
    }

    /** Sorts and compares by code point, the same on every machine whatever its locales. */
    void initialise(Path files, Path passwordFile, String user) throws IOException {
        Result result = run(line(
                "initdb",
                "--pgdata=" + files,
                "--username=" + user,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        if (result.exitCode() != 0) {
            throw new IOException("initdb ended with " + result.exitCode() + ": " + result.output());
        }
    }

    List<String> server(Path files, int port) {
        return line(
                "postgres",
                "-D",
                files.toString(),
                "-c",
                "listen_addresses=" + LoopbackPort.HOST,
                "-c",
                "port=" + port,
                // A socket file's path may be no longer than 107 bytes, a data folder's may.
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "max_connections=60",
                "-c",
                "max_wal_size=512MB",
                "-c",
                "timezone=UTC",
                "-c",
                "log_timezone=UTC",
                "-c",
                "log_line_prefix=%m [%p] ");
    }

    /** Ends open sessions and the server: what the gentler signal would wait for may never come. */
    void askToEnd(ProcessHandle server) throws IOException {
        run(line("pg_ctl", "kill", "INT", String.valueOf(server.pid())));
    }

    private List<String> line(String program, String... arguments) {
        List<String> line = new ArrayList<>(prefix);
        line.add(binaries.resolve("bin").resolve(program).toString());
        line.addAll(List.of(arguments));
        return line;
    }

    private record Result(int exitCode, String output) {}

    private Result run(List<String> line) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(binaries.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return new Result(process.exitValue(), output);
            }
            throw new IOException(line + " did not end within " + TIMEOUT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while running " + line, e);
        } finally {
            process.destroyForcibly();
        }
    }
}
