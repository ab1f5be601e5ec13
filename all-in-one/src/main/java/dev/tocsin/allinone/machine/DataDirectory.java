package dev.tocsin.allinone.machine;

import dev.tocsin.allinone.demo.DemoConfiguration;
import dev.tocsin.embedded.LeftBehind;
import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory in which one all-in-one process keeps everything. Held by a lock that the operating system frees when the
 * process dies, however it dies.
 */
public final class DataDirectory implements AutoCloseable {

    /** By this name a directory is known as ours. */
    private static final String LOCK = "tocsin.lock";
    /** All that a Tocsin ever writes there. Whatever else lies in the directory is not ours to remove. */
    private static final List<String> CONTENTS =
            List.of("kafka", "postgres", "redis", "flink", "logs", StatusReport.FILE, DemoConfiguration.FILE);

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory if it is missing, readable for its owner alone, and takes it.
     *
     * @throws BadSettingException if it cannot be written, if another process holds it, or if it holds something and has
     *     never been a Tocsin's: among somebody's files ours would overwrite theirs, or be taken for theirs
     */
    public static DataDirectory take(Path wanted) {
        Path path = wanted.toAbsolutePath().normalize();
        FileChannel channel = null;
        try {
            make(path);
            if (!Files.exists(path.resolve(LOCK)) && !isEmpty(path)) {
                throw new BadSettingException("The data directory " + path
                        + " holds files that are not Tocsin's; name an empty or a new directory with --data-dir.");
            }
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(path, channel);
            }
            return new DataDirectory(path, channel);
        } catch (OverlappingFileLockException e) {
            throw inUse(path, channel);
        } catch (FileAlreadyExistsException e) {
            throw new BadSettingException(
                    "The data directory " + path + " is a file; name a directory with --data-dir.");
        } catch (IOException e) {
            throw new BadSettingException("The data directory " + path + " cannot be written (" + reason(e)
                    + "); make it writable, or name another with --data-dir.");
        }
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Removes everything that earlier runs left, after ending servers of theirs that still run. */
    public void empty() {
        try {
            LeftBehind.end(path);
            for (String name : CONTENTS) {
                remove(path.resolve(name));
            }
        } catch (IOException e) {
            throw new BadSettingException("The data directory " + path + " cannot be emptied (" + reason(e)
                    + "); remove what is in it by hand, or name another with --data-dir.");
        }
    }

    /** Gives it back. The lock file stays: removing it would let two processes lock two different files. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void make(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return; // whoever made it has decided who may read it
        }
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        Files.createDirectory(path, OWNER_ONLY);
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            return children.findAny().isEmpty();
        }
    }

    private static BadSettingException inUse(Path path, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It was never ours; there is nothing to lose.
        }
        String who = StatusReport.read(path)
                .map(report -> " (process " + report.pid() + ")")
                .orElse("");
        return new BadSettingException("Another Tocsin" + who + " uses the data directory " + path
                + "; stop that one first, or name another directory with --data-dir.");
    }

    private static void remove(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof NoSuchFileException ? "nothing can be made there" : e.toString();
    }
}
