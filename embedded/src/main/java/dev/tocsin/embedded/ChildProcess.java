package dev.tocsin.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that runs beside this JVM. Its identity is written down as soon as it is known, so that a later run can end it if
 * this JVM is killed. Not thread-safe; its owner serialises.
 */
final class ChildProcess {

    private static final Logger logger = LoggerFactory.getLogger(ChildProcess.class);
    private static final String PID_FILE = "pid";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Optional<Path> SETSID = Stream.of("/usr/bin/setsid", "/bin/setsid")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    private static final int TAIL_BYTES = 2_000;

    private final Process process;
    private final Path pidFile;
    private final Path log;
    private final long logOffset;
    private final Stopper stopper;

    private ChildProcess(Process process, Path pidFile, Path log, long logOffset, Stopper stopper) {
        this.process = process;
        this.pidFile = pidFile;
        this.log = log;
        this.logOffset = logOffset;
        this.stopper = stopper;
    }

    /** Asks a server to finish its work and end. */
    @FunctionalInterface
    interface Stopper {
        void askToEnd(ProcessHandle handle) throws IOException;
    }

    /** Starts a server whose output goes to the log file, with an environment that holds nothing of ours. */
    static ChildProcess start(PartFolder folder, List<String> command, Path log, Stopper stopper) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(inOwnSession(command))
                .directory(folder.path().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(List.of("PATH"));
        Path pidFile = folder.resolve(PID_FILE);
        long logOffset = Files.exists(log) ? Files.size(log) : 0;
        Process process = builder.start();
        ChildProcess child = new ChildProcess(process, pidFile, log, logOffset, stopper);
        try {
            OwnerOnly.write(
                    pidFile,
                    ProcessIdentity.of(process.pid())
                            .map(ProcessIdentity::toString)
                            .orElse(""));
        } catch (IOException e) {
            // Nobody could find it later, so it must not stay.
            process.destroyForcibly();
            throw e;
        }
        return child;
    }

    /** Otherwise Ctrl-C in a terminal would end the servers at once, before those who still write to them. */
    private static List<String> inOwnSession(List<String> command) {
        return SETSID.map(setsid -> Stream.concat(Stream.of(setsid.toString()), command.stream())
                        .toList())
                .orElse(command);
    }

    /**
     * Ends what an earlier, killed run left behind, and nothing else. Returns when it is gone.
     *
     * @param folder a folder whose lock we hold, so that whatever runs from an executable inside it was that run's
     */
    static void endOrphans(PartFolder folder, Stopper stopper) throws IOException {
        Path pidFile = folder.resolve(PID_FILE);
        if (Files.exists(pidFile)) {
            Optional<ProcessHandle> orphan =
                    ProcessIdentity.parse(Files.readString(pidFile)).flatMap(ProcessIdentity::find);
            if (orphan.isPresent()) {
                logger.info(
                        "Ending process {}, left behind by an earlier run.",
                        orphan.get().pid());
                end(orphan.get(), stopper);
            }
        }
        // Killed before it could write the file down, or while it was preparing something.
        List<ProcessHandle> strays = runningFrom(folder.path().toRealPath());
        for (ProcessHandle stray : strays) {
            // The workers of a server end with it.
            if (stray.parent().filter(strays::contains).isEmpty()) {
                logger.info("Ending process {}, left behind in {} by an earlier run.", stray.pid(), folder.path());
                end(stray, stopper);
            }
        }
        Files.deleteIfExists(pidFile);
    }

    private static List<ProcessHandle> runningFrom(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.info()
                        .command()
                        .filter(command -> Path.of(command).startsWith(folder))
                        .isPresent())
                .toList();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** What it has said in this run, at most the last 2000 bytes. */
    String tail() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(logOffset, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Ends it, gently first, and returns when it is gone. */
    void stop() throws IOException {
        end(process.toHandle(), stopper);
        Files.deleteIfExists(pidFile);
    }

    private static void end(ProcessHandle handle, Stopper stopper) throws IOException {
        List<ProcessHandle> family = handle.descendants().toList();
        if (handle.isAlive()) {
            stopper.askToEnd(handle);
        }
        if (!isGone(handle)) {
            logger.warn("Process {} did not end within {} s; killing it.", handle.pid(), PATIENCE.toSeconds());
            handle.destroyForcibly();
            isGone(handle);
        }
        // Workers of a killed PostgreSQL notice on their own, and hold its shared memory until they do.
        family.forEach(ChildProcess::isGone);
    }

    private static boolean isGone(ProcessHandle handle) {
        try {
            handle.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            // Whoever interrupts wants to be done quickly: skip the patience, keep the mark.
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot watch process " + handle.pid(), e);
        }
    }
}
