package dev.tocsin.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import redis.embedded.RedisExecProvider;

/**
 * The Redis server for this machine. It is unpacked into the data folder rather than a temporary one, which housekeeping
 * empties under a server that runs for weeks.
 */
final class RedisExecutable {

    static Path unpackInto(Path folder) throws IOException {
        String name = "redis-server-" + RedisExecProvider.redisVersion + "-" + Platform.system() + "-"
                + Platform.architecture();
        Path executable = folder.resolve(name);
        if (Files.isExecutable(executable)) {
            return executable;
        }
        Path draft = folder.resolve(name + ".new");
        try (InputStream packed = RedisExecProvider.class.getResourceAsStream("/" + name)) {
            if (packed == null) {
                throw Platform.unsupported("Redis");
            }
            Files.copy(packed, draft, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwx------"));
        return Files.move(draft, executable, StandardCopyOption.ATOMIC_MOVE);
    }

    private RedisExecutable() {}
}
