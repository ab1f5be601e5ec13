package dev.tocsin.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL server for this machine, unpacked into the data folder once per version. Not into a temporary folder:
 * housekeeping would empty it under a server that runs for weeks.
 */
final class PostgresBinaries {

    private static final String PREFIX = "server-";

    /** The unpacked server's folder, with {@code bin}, {@code lib} and {@code share}. */
    static Path unpackInto(Path folder) throws IOException {
        byte[] packed = packed();
        Path target = folder.resolve(PREFIX + fingerprint(packed));
        if (Files.exists(target)) {
            return target;
        }
        Path draft = folder.resolve("unpacking");
        Folders.deleteIfExists(draft);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(
                new XZCompressorInputStream(new java.io.ByteArrayInputStream(packed)), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (isNeeded(entry.getName())) {
                    unpack(entry, tar, draft);
                }
            }
        }
        return Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes other versions. Only when nothing runs from them any more. */
    static void deleteOthers(Path folder, Path kept) throws IOException {
        List<Path> others;
        try (Stream<Path> all = Files.list(folder)) {
            others = all.filter(path -> path.getFileName().toString().startsWith(PREFIX) && !path.equals(kept))
                    .toList();
        }
        for (Path other : others) {
            Folders.deleteIfExists(other);
        }
    }

    private static byte[] packed() throws IOException {
        try (InputStream stream =
                PostgresBinaries.class.getResourceAsStream(resource(Platform.system(), Platform.architecture()))) {
            if (stream == null) {
                throw Platform.unsupported("PostgreSQL");
            }
            return stream.readAllBytes();
        }
    }

    /** The packed server of a platform, in the words of those who pack it. */
    static String resource(String system, String architecture) {
        String processor =
                switch (architecture) {
                    // What is packed for one of the Mac's processors runs on both.
                    case "amd64" -> "darwin".equals(system) ? "arm_64" : "x86_64";
                    case "arm64" -> "arm_64";
                    default -> architecture;
                };
        return "/postgres-" + system + "-" + processor + ".txz";
    }

    /** Headers and static libraries are for those who compile against it. */
    private static boolean isNeeded(String name) {
        return !name.contains("include/") && !name.endsWith(".a");
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("The packed server holds a path that leads outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, root.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(content, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static String fingerprint(byte[] packed) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(packed);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private PostgresBinaries() {}
}
