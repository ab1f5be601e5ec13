package dev.tocsin.embedded;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A Redis 7 on 127.0.0.1 that appends every write to a file, synced once a second: killed, it loses nothing; in a power cut at
 * most the last second. No password, for nothing but loopback can reach it. Thread-safe.
 */
public final class EmbeddedRedis implements RunningService {

    static final String FOLDER = "redis";

    private static final String PART = "Redis";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PartFolder folder;
    private final ChildProcess child;
    private final int port;
    private volatile boolean closed;

    private EmbeddedRedis(PartFolder folder, ChildProcess child, int port) {
        this.folder = folder;
        this.child = child;
        this.port = port;
    }

    /**
     * Starts it on the data below {@code dataDir/redis}, and returns when it answers.
     *
     * @param port 0 for the port it had last time, or any that is free
     * @throws BadSettingException if the folder or the port cannot be used
     * @throws IllegalStateException if Redis itself does not start; the message quotes it
     */
    public static EmbeddedRedis start(Path dataDir, int port) {
        return PartStart.in(dataDir, FOLDER, folder -> start(folder, port));
    }

    private static EmbeddedRedis start(PartFolder folder, int wantedPort) throws IOException {
        ChildProcess.endOrphans(folder, ProcessHandle::destroy);
        Path executable = RedisExecutable.unpackInto(folder.path());
        int port = LoopbackPort.choose(PART, wantedPort, folder.resolve("port"));
        Path files = Files.createDirectories(folder.resolve("data"));
        ChildProcess child = ChildProcess.start(
                folder, command(executable, files, port), folder.logFile("redis.log"), ProcessHandle::destroy);
        Readiness.await(PART, port, child, PATIENCE, () -> RedisPing.isAnswered(port));
        return new EmbeddedRedis(folder, child, port);
    }

    private static List<String> command(Path executable, Path files, int port) {
        return List.of(
                executable.toString(),
                "--port",
                String.valueOf(port),
                "--bind",
                LoopbackPort.HOST,
                "--dir",
                files.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                // The append-only file holds everything; snapshots would only fork a second copy of it.
                "--save",
                "",
                "--daemonize",
                "no");
    }

    public String host() {
        return LoopbackPort.HOST;
    }

    public int port() {
        return port;
    }

    /** For example {@code 127.0.0.1:6379}. */
    public String address() {
        return LoopbackPort.HOST + ":" + port;
    }

    /** The process, for tests that end it. */
    long pid() {
        return child.pid();
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Condition condition() {
        return child.isAlive()
                ? Condition.healthy("Redis at " + address())
                : Condition.unhealthy("Redis has ended; see " + folder.resolve("redis.log") + " and start again.");
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
            throw new UncheckedIOException("Redis was stopped, but its folder could not be tidied", e);
        }
    }
}
