package dev.tocsin.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process a pid meant when it was written down. A pid alone is used again after a while, and after a reboot at once, so
 * the moment of the process's start stands beside it, together with the boot it happened in.
 *
 * @param start an opaque text, equal for the same process only
 */
record ProcessIdentity(long pid, String start) {

    /** The process with that pid as it is now; empty if there is none. */
    static Optional<ProcessIdentity> of(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(ProcessIdentity::startOf)
                .map(start -> new ProcessIdentity(pid, start));
    }

    /** Reads what {@link #toString} wrote; empty if it was cut short. */
    static Optional<ProcessIdentity> parse(String text) {
        String[] parts = text.strip().split(" ", 2);
        if (parts.length < 2 || parts[0].isEmpty() || !parts[0].chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        return Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), parts[1]));
    }

    /** The process, if it is still the same and still alive. */
    Optional<ProcessHandle> find() {
        return of(pid).filter(this::equals).flatMap(same -> ProcessHandle.of(pid));
    }

    private static Optional<String> startOf(ProcessHandle handle) {
        Path stat = Path.of("/proc", String.valueOf(handle.pid()), "stat");
        try {
            if (!Files.exists(stat)) {
                return handle.info().startInstant().map(Object::toString);
            }
            String line = Files.readString(stat);
            // The name in brackets may itself hold blanks and brackets. Field 22 counts clock ticks since boot, which
            // unlike
            // a wall-clock time does not move when somebody sets the clock.
            String ticks = line.substring(line.lastIndexOf(')') + 2).split(" ")[19];
            return Optional.of(ticks + "@"
                    + Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                            .strip());
        } catch (IOException e) {
            // It ended between the two questions.
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return pid + " " + start;
    }
}
