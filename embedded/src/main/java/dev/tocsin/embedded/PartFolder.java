package dev.tocsin.embedded;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder of one part, held by one process from opening to closing. The operating system frees the lock when the holder
 * dies, so whoever gets it may treat everything that is still running in the folder as an orphan.
 */
final class PartFolder implements AutoCloseable {

    private static final long LARGEST_KEPT_LOG_BYTES = 8L << 20;

    private final Path path;
    private final FileChannel channel;

    private PartFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes {@code parent/name} if it is missing, and takes its lock.
     *
     * @throws BadSettingException if it cannot be written, or another process holds it
     */
    static PartFolder open(Path parent, String name) {
        Path path = parent.toAbsolutePath().normalize().resolve(name);
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            // Not only privacy: PostgreSQL refuses files that others may read.
            OwnerOnly.restrict(path);
            channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new PartFolder(path, channel);
            }
        } catch (OverlappingFileLockException e) {
            // held by this very process: the same sentence serves
        } catch (IOException e) {
            close(channel, e);
            throw new BadSettingException("The data folder " + path + " cannot be written (" + e
                    + "); make it writable for the user who runs this, or choose another data folder.");
        }
        BadSettingException held = new BadSettingException("The data folder " + path
                + " is in use by another running process; stop that one first, or choose another data folder.");
        close(channel, held);
        throw held;
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** The file that this run's output is appended to. One former file is kept when it has become large. */
    Path logFile(String name) throws IOException {
        Path log = path.resolve(name);
        if (Files.exists(log) && Files.size(log) > LARGEST_KEPT_LOG_BYTES) {
            Files.move(log, path.resolve(name + ".1"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /** Gives the folder back. The lock file stays: deleting it would let two processes lock two different files. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void close(FileChannel channel, Exception cause) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }
}
